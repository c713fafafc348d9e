package io.bitgap.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the embedded database: whether they are there, whole and of this PostgreSQL. What may hold somebody's data is never
 * put aside: only a cluster that is marked as being made is.
 *
 * @param home with the cluster, the password of its owner, PostgreSQL's programs and its log
 */
record Cluster(Path home) {
    /** The major version of the PostgreSQL that is in the jar. */
    static final String MAJOR = "18";

    /** Loopback only, and only with a password. */
    private static final String WITH_PASSWORD = """
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128      scram-sha-256
            """;

    /** As initdb leaves it: until the owner has a password, whoever is on this machine is let in. */
    private static final String WITHOUT_PASSWORD = """
            host all postgres 127.0.0.1/32 trust
            host all postgres ::1/128      trust
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    Path files() {
        return home.resolve("cluster");
    }

    private Path access() {
        return files().resolve("pg_hba.conf");
    }

    Password password() {
        return new Password(home.resolve("password"));
    }

    /**
     * Makes the folder ready for a start.
     *
     * @return whether its owner is still to get a password, which {@link #close} ends
     * @throws DatabaseUnavailable when the cluster and its password do not belong together, or it is of another PostgreSQL
     */
    boolean prepare() throws IOException {
        boolean cutShort = Files.exists(beingMade());
        if (cutShort || isMissing()) {
            if (!cutShort && password().exists()) {
                throw gone();
            }
            setAside();
            Files.write(beingMade(), new byte[0]);
            return true;
        }
        requireThisVersion();
        if (!password().exists()) {
            throw withoutPassword();
        }
        boolean forgotten = password().read().isEmpty();
        if (forgotten) {
            LOG.warn(
                    "The embedded database gets a new password, since {} is empty",
                    password().file());
        }
        Files.writeString(access(), forgotten ? WITHOUT_PASSWORD : WITH_PASSWORD);
        return forgotten;
    }

    /** From the next connection on only those with the password get in. */
    void close(String password) throws IOException {
        password().write(password);
        Files.writeString(access(), WITH_PASSWORD);
        Files.deleteIfExists(beingMade());
    }

    private Path beingMade() {
        return home.resolve("first-start");
    }

    private boolean isMissing() throws IOException {
        if (!Files.isDirectory(files())) {
            return true;
        }
        try (Stream<Path> entries = Files.list(files())) {
            return entries.findAny().isEmpty();
        }
    }

    private void setAside() throws IOException {
        if (!isMissing()) {
            Path aside = home.resolve("cluster-unfinished-" + System.currentTimeMillis());
            LOG.warn("Setting {} aside as {}: its first start was cut short", files(), aside);
            Files.move(files(), aside);
            Files.deleteIfExists(password().file());
        }
    }

    private void requireThisVersion() throws IOException {
        Path file = files().resolve("PG_VERSION");
        String version = Files.exists(file) ? Files.readString(file).strip() : "";
        if (version.isEmpty()) {
            throw new DatabaseUnavailable(
                    "The database's files in " + files() + " are damaged: PG_VERSION is missing or empty.",
                    "Put the whole directory back from a copy, or restore a backup into an empty data directory:"
                            + " java -jar bitgap.jar restore <backup>.",
                    null);
        }
        if (!version.equals(MAJOR)) {
            throw new DatabaseUnavailable(
                    "The database's files in " + files() + " were made by PostgreSQL " + version
                            + ", and this Bitgap brings PostgreSQL " + MAJOR
                            + ", which cannot read them. Nothing in them was changed.",
                    "With the Bitgap that made them: java -jar bitgap.jar backup <file>. Then with this one and an empty data"
                            + " directory (BITGAP_DATA_DIR): java -jar bitgap.jar restore <file>.",
                    null);
        }
    }

    private DatabaseUnavailable gone() {
        return new DatabaseUnavailable(
                "The database's files in " + files() + " are gone, and "
                        + password().file() + " says that there were some.",
                "Put them back, or restore a backup into an empty data directory: java -jar bitgap.jar restore <backup>. To begin"
                        + " with an empty database here, delete " + password().file() + ".",
                null);
    }

    private DatabaseUnavailable withoutPassword() {
        return new DatabaseUnavailable(
                "The password of the embedded database is missing: there is no "
                        + password().file() + ". Nothing was changed.",
                "Put the file back from a copy. Where it is lost, make an empty one (touch "
                        + password().file()
                        + ") and start again: the database then gets a new password and keeps its data.",
                null);
    }
}

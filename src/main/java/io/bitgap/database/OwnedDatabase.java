package io.bitgap.database;

import io.bitgap.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.env.Environment;

/**
 * The configured database as the owner of its tables sees it, for commands beside the service. An embedded one that a service runs is
 * used as it runs; one that is stopped is started for as long as this is open.
 */
public final class OwnedDatabase implements AutoCloseable {
    private final DataSource source;
    private final @Nullable EmbeddedDatabase started;

    private OwnedDatabase(DataSource source, @Nullable EmbeddedDatabase started) {
        this.source = source;
        this.started = started;
    }

    /**
     * @param make whether an embedded database that is not there yet is made
     * @throws DatabaseUnavailable with what to do about it
     */
    public static OwnedDatabase open(Settings settings, Environment environment, boolean make) {
        String url = set(environment, "spring.datasource.url");
        if (url.isBlank()) {
            return embedded(settings.dataDirectory(), make);
        }
        String owner = set(environment, "spring.flyway.user");
        String prefix = owner.isBlank() ? "spring.datasource." : "spring.flyway.";
        String flywayUrl = set(environment, "spring.flyway.url");
        return new OwnedDatabase(
                source(
                        flywayUrl.isBlank() ? url : flywayUrl,
                        owner.isBlank() ? set(environment, "spring.datasource.username") : owner,
                        set(environment, prefix + "password")),
                null);
    }

    public DataSource source() {
        return source;
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    private static OwnedDatabase embedded(Path dataDirectory, boolean make) {
        Cluster cluster = new Cluster(dataDirectory.resolve("postgres"));
        if (!make && !Files.exists(cluster.files())) {
            throw new DatabaseUnavailable(
                    "There is no database in the data directory " + dataDirectory + ".",
                    "Name the one that the service uses with BITGAP_DATA_DIR, or its PostgreSQL with SPRING_DATASOURCE_URL.",
                    null);
        }
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(dataDirectory);
            return new OwnedDatabase(source(database.url(), EmbeddedDatabase.OWNER, database.password()), database);
        } catch (DataDirectory.Taken taken) {
            if (make) {
                throw taken;
            }
            return running(cluster, taken);
        }
    }

    /** PostgreSQL writes its port into the fourth line of its pid file. */
    private static OwnedDatabase running(Cluster cluster, DatabaseUnavailable taken) {
        try {
            List<String> lines = Files.readAllLines(cluster.files().resolve("postmaster.pid"));
            String url = "jdbc:postgresql://localhost:" + lines.get(3).strip() + "/postgres";
            return new OwnedDatabase(
                    source(
                            url,
                            EmbeddedDatabase.OWNER,
                            cluster.password().read().orElse("")),
                    null);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new DatabaseUnavailable(
                    taken.getMessage() + " Its database does not answer yet.", "Try again in a moment.", e);
        }
    }

    private static DataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        if (!user.isBlank()) {
            source.setUser(user);
            source.setPassword(password);
        }
        source.setApplicationName("bitgap command");
        return source;
    }

    private static String set(Environment environment, String name) {
        return environment.getProperty(name, "");
    }
}

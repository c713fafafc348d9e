package io.bitgap.database;

import io.bitgap.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What keeps the database from taking changes, found before somebody's change fails on it. */
@Component
public class DatabaseTroubles {
    /** PostgreSQL adds to its log in pieces of 16 MiB, and without space for one it ends. */
    static final long NEEDED_BYTES = 64L << 20;

    private final JdbcClient jdbc;
    private final Optional<Path> directory;

    DatabaseTroubles(JdbcClient jdbc, Settings settings, @Value("${spring.datasource.url:}") String outside) {
        this.jdbc = jdbc;
        this.directory = outside.isBlank() ? Optional.of(settings.dataDirectory()) : Optional.empty();
    }

    /** A sentence with what to do; empty when all is well. */
    public Optional<String> now() {
        try {
            return directory
                    .flatMap(DatabaseTroubles::shortOfSpace)
                    .or(() -> pagesDamaged() ? Optional.of(DatabaseFault.DAMAGED.sentence()) : Optional.empty())
                    .or(() -> takesChanges() ? Optional.empty() : Optional.of(DatabaseFault.READ_ONLY.sentence()));
        } catch (DataAccessException | UncheckedIOException e) {
            return Optional.of(DatabaseFault.of(e).orElse(DatabaseFault.LOST).sentence());
        }
    }

    private static Optional<String> shortOfSpace(Path directory) {
        try {
            long usable = Files.getFileStore(directory).getUsableSpace();
            return usable >= NEEDED_BYTES
                    ? Optional.empty()
                    : Optional.of("Only " + (usable >> 20) + " MiB are free for the database in " + directory
                            + ", and it needs " + (NEEDED_BYTES >> 20)
                            + " MiB: free some space there. Nothing new is taken until then.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checksums that were wrong when pages were read, counted by the server. */
    private boolean pagesDamaged() {
        return jdbc.sql(
                        "select coalesce(sum(checksum_failures), 0) > 0 from pg_stat_database where datname = current_database()")
                .query(Boolean.class)
                .single();
    }

    private boolean takesChanges() {
        return jdbc.sql(
                        "select not pg_is_in_recovery() and not current_setting('default_transaction_read_only')::boolean")
                .query(Boolean.class)
                .single();
    }
}

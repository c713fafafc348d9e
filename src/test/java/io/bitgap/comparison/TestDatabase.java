package io.bitgap.comparison;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One real PostgreSQL with the real migrations for all tests of this room that need no context. */
final class TestDatabase {
    private static final DataSource SOURCE = start();

    private TestDatabase() {}

    static JdbcClient jdbc() {
        return JdbcClient.create(SOURCE);
    }

    static DataSource source() {
        return SOURCE;
    }

    @SuppressWarnings("resource") // lives as long as the tests do
    private static DataSource start() {
        try {
            DataSource source = EmbeddedPostgres.builder().start().getPostgresDatabase();
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

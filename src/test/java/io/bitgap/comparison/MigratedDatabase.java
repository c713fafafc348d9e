package io.bitgap.comparison;

import io.bitgap.TestDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the real migrations for the tests of this room that need no context. */
public final class MigratedDatabase {
    private static final DataSource SOURCE = migrate();

    private MigratedDatabase() {}

    public static JdbcClient jdbc() {
        return JdbcClient.create(SOURCE);
    }

    static DataSource source() {
        return SOURCE;
    }

    private static DataSource migrate() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.create());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return source;
    }
}

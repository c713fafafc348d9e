package io.bitgap;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;

/**
 * One real PostgreSQL for the whole test run; every caller gets a database of its own. The migrations run once, and what
 * they make is copied.
 */
public final class TestDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** JDBC URL (user included, no password) of a fresh database with the tables of Bitgap. */
    public static String migrated() {
        return create(" template " + Template.NAME);
    }

    /** The same, for what needs no pool. */
    public static DataSource source() {
        return source(migrated());
    }

    /** JDBC URL (user included, no password) of a fresh database without a table. */
    public static String empty() {
        return create("");
    }

    private static String create(String from) {
        String name = "test" + DATABASES.incrementAndGet();
        execute("create database " + name + from);
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static void execute(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static final class Template {
        static final String NAME = migrate("migrated");

        private static String migrate(String name) {
            execute("create database " + name);
            Flyway.configure()
                    .dataSource(source(Server.POSTGRES.getJdbcUrl("postgres", name)))
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return name;
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setRegisterShutdownHook(false)
                        .start();
                // after the Spring contexts, which use it until they are closed
                SpringApplication.getShutdownHandlers().add(() -> close(postgres));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

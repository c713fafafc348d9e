package io.bitgap;

import io.bitgap.database.MigratedRoles;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One real PostgreSQL for the whole test run; every caller gets a database of its own. The migrations run once, and what
 * they make is copied.
 */
public final class TestDatabase {
    private static final String OWNER = "postgres";
    private static final String SERVICE = "bitgap_service";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** JDBC URL (with the service's role, no password) of a fresh database with the tables of Bitgap. */
    public static String migrated() {
        return create(" template " + Template.NAME, SERVICE);
    }

    /** The same, for what needs no pool. */
    public static DataSource source() {
        return source(migrated());
    }

    /** JDBC URL (with the owner's role, no password) of a fresh database without a table. */
    public static String empty() {
        return create("", OWNER);
    }

    /** The same database as its owner sees it. */
    public static String asOwner(String url) {
        return url.replace("user=" + SERVICE, "user=" + OWNER);
    }

    /** The same database as the service sees it. */
    public static String asService(String url) {
        return url.replace("user=" + OWNER, "user=" + SERVICE);
    }

    private static String create(String from, String role) {
        String name = "test" + DATABASES.incrementAndGet();
        execute("create database " + name + from);
        return Server.POSTGRES.getJdbcUrl(role, name);
    }

    private static void execute(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a database by its URL. */
    public static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static final class Template {
        static final String NAME = migrate("migrated");

        private static String migrate(String name) {
            execute("create database " + name);
            DataSource owner = source(Server.POSTGRES.getJdbcUrl(OWNER, name));
            Flyway flyway = Flyway.configure()
                    .dataSource(owner)
                    .locations("classpath:db/migration")
                    .load();
            flyway.migrate();
            // tests empty tables; the service never does
            JdbcClient.create(owner)
                    .sql("grant truncate on all tables in schema public to " + SERVICE)
                    .update();
            MigratedRoles.settle(source(Server.POSTGRES.getJdbcUrl(SERVICE, name)), owner);
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
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create role " + SERVICE + " login");
                }
                // after the Spring contexts, which use it until they are closed
                SpringApplication.getShutdownHandlers().add(() -> close(postgres));
                return postgres;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

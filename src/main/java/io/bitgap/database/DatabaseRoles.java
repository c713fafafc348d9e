package io.bitgap.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The two roles that Bitgap uses a database with: the owner of the tables, which migrates, and the service's own, which reads and
 * changes rows. The service cannot alter what is append-only, nor switch off the policies of tables, whatever it is made to do.
 */
@Component
public class DatabaseRoles {
    /** Tables to which the service only ever adds; they need not exist. */
    private static final List<String> APPEND_ONLY = List.of("audit_entry");

    private static final String HISTORY = "flyway_schema_history";
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoles.class);

    private final DataSource service;
    private volatile boolean apart;

    DatabaseRoles(DataSource service) {
        this.service = service;
    }

    /** Whether what is append-only is so for the service too: false where it connects as owner of the tables or superuser. */
    public boolean protectAudit() {
        return apart;
    }

    /** @throws DatabaseUnavailable if tables are to be made and the role that migrates may not make any */
    void requireThatItMayMigrate(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            if (!is(connection, "has_schema_privilege(current_user, current_schema(), 'CREATE')")) {
                throw new DatabaseUnavailable(
                        "The tables of the database are to be brought up to date, and the role " + userOf(connection)
                                + " may not do that: it does not own them.",
                        "Name the owner with SPRING_FLYWAY_USER and SPRING_FLYWAY_PASSWORD; the service goes on to use"
                                + " SPRING_DATASOURCE_USERNAME.",
                        null);
            }
        }
    }

    /** After each migration: the service's role gets what it needs of the tables that are there now. */
    void settle(DataSource owner) throws SQLException {
        String user;
        try (Connection connection = service.getConnection()) {
            user = userOf(connection);
            apart = is(connection, """
                    not rolsuper and not rolbypassrls and not exists (
                      select from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
                      and pg_has_role(current_user, relowner, 'MEMBER'))
                    from pg_roles where rolname = current_user""");
        }
        if (!apart) {
            LOG.warn(
                    "The service uses the database as {}, which owns its tables or is a superuser: the audit is not protected"
                            + " from it. Name the owner with SPRING_FLYWAY_USER and SPRING_FLYWAY_PASSWORD, and with"
                            + " SPRING_DATASOURCE_USERNAME a role that owns nothing",
                    user);
            return;
        }
        try (Connection connection = owner.getConnection()) {
            if (!user.equals(userOf(connection))) {
                grant(connection, user);
            }
        }
    }

    private static void grant(Connection owner, String user) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            String to = statement.enquoteIdentifier(user, true);
            String schema = statement.enquoteIdentifier(owner.getSchema(), true);
            // two processes that start at once would trip over each other's rows of the catalog
            statement.execute("select pg_advisory_xact_lock(hashtext('bitgap grants'))");
            statement.execute("grant usage on schema " + schema + " to " + to);
            statement.execute("grant select, insert, update, delete on all tables in schema " + schema + " to " + to);
            statement.execute("grant usage, select on all sequences in schema " + schema + " to " + to);
            statement.execute("grant execute on all functions in schema " + schema + " to " + to);
            statement.execute("revoke insert, update, delete on " + HISTORY + " from " + to);
            for (String table : APPEND_ONLY) {
                if (is(owner, "to_regclass('" + table + "') is not null")) {
                    statement.execute("revoke update, delete, truncate on " + table + " from " + to);
                }
            }
            owner.commit();
        }
    }

    private static String userOf(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_user");
                ResultSet result = query.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    private static boolean is(Connection connection, String condition) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select " + condition);
                ResultSet result = query.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }
}

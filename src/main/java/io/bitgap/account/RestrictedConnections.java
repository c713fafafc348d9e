package io.bitgap.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells PostgreSQL on whose behalf it is asked, whenever a connection is taken from the pool: its row-level security then shows no
 * statement what is private to somebody else. A connection that last served the same reader need not be told again.
 */
final class RestrictedConnections extends DelegatingDataSource {
    private final CurrentUser user;
    private final ThreadLocal<Boolean> asking = new ThreadLocal<>();
    private final Map<PGConnection, String> readers = Collections.synchronizedMap(new WeakHashMap<>());

    RestrictedConnections(DataSource pool, CurrentUser user) {
        super(pool);
        this.user = user;
    }

    @Override
    public Connection getConnection() throws SQLException {
        String reader = reader();
        Connection connection = super.getConnection();
        try {
            PGConnection physical = connection.unwrap(PGConnection.class);
            if (!readers.getOrDefault(physical, "").equals(reader)) {
                tell(connection, reader);
                readers.put(physical, reader);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Who has signed in stands in a session, which is read from the database when it is first asked for: as the service. */
    private String reader() {
        if (asking.get() != null) {
            return "";
        }
        asking.set(true);
        try {
            return user.reader();
        } finally {
            asking.remove();
        }
    }

    /** Outside of any transaction, so that none that is rolled back takes it back. */
    private static void tell(Connection connection, String reader) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('bitgap.reader', ?, false)")) {
            statement.setString(1, reader);
            statement.execute();
        }
    }
}

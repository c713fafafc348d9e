package io.bitgap.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells PostgreSQL on whose behalf it is asked, whenever a connection is taken from the pool: its row-level security then shows no
 * statement what is private to somebody else. A connection that last served the same reader need not be told again.
 */
final class RestrictedConnections extends DelegatingDataSource {
    private static final ThreadLocal<Boolean> FOR_ANYBODY = new ThreadLocal<>();

    private final CurrentUser user;
    private final Map<PGConnection, String> readers = Collections.synchronizedMap(new WeakHashMap<>());

    RestrictedConnections(DataSource pool, CurrentUser user) {
        super(pool);
        this.user = user;
    }

    /** Asks for what has no row-level security, so that connections need not be told for whom. */
    static <T> T forAnybody(Supplier<T> work) {
        if (FOR_ANYBODY.get() != null) {
            return work.get();
        }
        FOR_ANYBODY.set(true);
        try {
            return work.get();
        } finally {
            FOR_ANYBODY.remove();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        // who has signed in stands in a session, which may be read only now, over a connection of its own
        String reader = FOR_ANYBODY.get() == null ? forAnybody(user::reader) : null;
        Connection connection = super.getConnection();
        if (reader == null) {
            return connection;
        }
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

    /** Outside of any transaction, so that none that is rolled back takes it back. */
    private static void tell(Connection connection, String reader) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('bitgap.reader', ?, false)")) {
            statement.setString(1, reader);
            statement.execute();
        }
    }
}

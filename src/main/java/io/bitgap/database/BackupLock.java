package io.bitgap.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** While a backup is made nothing that its rows name is deleted; among all processes on one database. */
@Component
public class BackupLock {
    private static final String KEY = "hashtext('bitgap files')";

    private final DataSource source;

    BackupLock(DataSource source) {
        this.source = source;
    }

    /** Waits until nobody deletes files, and keeps others from it until the connection is closed. */
    public static void keepFiles(Connection connection) throws SQLException {
        ask(connection, "select true from (select pg_advisory_lock_shared(" + KEY + ")) as waited");
    }

    /**
     * Deletes files.
     *
     * @return what the deletion returns; empty where a backup is being made, and nothing was deleted
     */
    public <T> Optional<T> delete(Supplier<T> deletion) {
        try (Connection connection = source.getConnection()) {
            if (!ask(connection, "select pg_try_advisory_lock(" + KEY + ")")) {
                return Optional.empty();
            }
            try {
                return Optional.of(deletion.get());
            } finally {
                ask(connection, "select pg_advisory_unlock(" + KEY + ")");
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("Whether a backup is being made cannot be found out", e);
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question);
                ResultSet result = query.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }
}

package io.bitgap.worker;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells trouble with the database's connection from trouble with a run: the first must not fail the run. */
final class DatabaseLost {
    private DatabaseLost() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql && isConnectionState(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /**
     * SQL states of class 08 are connection exceptions; 57P is PostgreSQL shutting down, crashed or starting. The pool's own, that a
     * connection is closed, has none.
     */
    private static boolean isConnectionState(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }
}

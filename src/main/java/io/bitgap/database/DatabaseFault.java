package io.bitgap.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failure says of the database, whatever it is wrapped in: that it is not the doing of who asked. */
public enum DatabaseFault {
    /** It is not there, or has ended a connection. */
    LOST("The database cannot be reached just now; what runs waits for it."),
    /** Two changes were in each other's way. */
    UNDONE("The database has undone a change that another one was in the way of; try again in a moment."),
    /** It takes no more; all is well again when there is space. */
    FULL("The database's disk is full: nothing can be stored until there is space on it again."),
    /** It found bytes that it did not write. */
    DAMAGED(
            "The database has found damaged data on its disk: stop the service, look at the disk, and restore a backup into an empty"
                    + " database (java -jar bitgap.jar restore)."),
    /** A standby, or set so by its operator. */
    READ_ONLY("The database takes no changes just now: it is a standby, or its operator has made it read-only.");

    private final String sentence;

    DatabaseFault(String sentence) {
        this.sentence = sentence;
    }

    /** What happened and what to do. */
    public String sentence() {
        return sentence;
    }

    /** Whether it is over by and by, and the same asked again may succeed. */
    public boolean passes() {
        return this != DAMAGED;
    }

    public static Optional<DatabaseFault> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                DatabaseFault fault = sql instanceof SQLTransientConnectionException ? LOST : of(sql.getSQLState());
                if (fault != null) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * SQL states of class 08 are connection exceptions; 57P is PostgreSQL shutting down, crashed or starting. The pool's own, that a
     * connection is closed, has none.
     */
    private static @Nullable DatabaseFault of(@Nullable String state) {
        if (state == null || state.startsWith("08") || state.startsWith("57P")) {
            return LOST;
        }
        return switch (state) {
            case "40001", "40P01" -> UNDONE;
            case "53100" -> FULL;
            case "XX001", "XX002" -> DAMAGED;
            case "25006" -> READ_ONLY;
            default -> null;
        };
    }
}

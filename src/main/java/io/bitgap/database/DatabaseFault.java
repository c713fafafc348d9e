package io.bitgap.database;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failure says of the database's disk, whatever it is wrapped in. */
public enum DatabaseFault {
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

    public static Optional<DatabaseFault> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                DatabaseFault fault = of(sql.getSQLState());
                if (fault != null) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable DatabaseFault of(String state) {
        return switch (state) {
            case "53100" -> FULL;
            case "XX001", "XX002" -> DAMAGED;
            case "25006" -> READ_ONLY;
            default -> null;
        };
    }
}

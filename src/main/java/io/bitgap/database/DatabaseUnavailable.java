package io.bitgap.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be used: what is in the way, and what the operator can do about it. */
public class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    DatabaseUnavailable(String cause, String action, @Nullable Throwable reason) {
        super(cause, reason);
        this.action = action;
    }

    public String action() {
        return action;
    }
}

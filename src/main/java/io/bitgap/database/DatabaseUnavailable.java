package io.bitgap.database;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot start: what is in the way, and what the operator can do about it. */
class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    DatabaseUnavailable(String cause, String action, @Nullable Throwable reason) {
        super(cause, reason);
        this.action = action;
    }

    String action() {
        return action;
    }
}

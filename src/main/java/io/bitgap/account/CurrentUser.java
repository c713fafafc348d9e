package io.bitgap.account;

import org.springframework.stereotype.Component;

/** The person on whose behalf the current request acts. Nobody signs in yet: everybody who reaches the port is the local user. */
@Component
public class CurrentUser {
    private static final String LOCAL = "local";

    /** Stored as {@code createdBy} and {@code addedBy}. */
    public String name() {
        return LOCAL;
    }
}

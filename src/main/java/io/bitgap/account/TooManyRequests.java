package io.bitgap.account;

import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Map;

/** Somebody asks more often than they may (429, with {@code Retry-After}). */
public class TooManyRequests extends Problem {
    private static final long serialVersionUID = 1L;

    TooManyRequests(String what, long seconds) {
        super(
                Kind.TOO_MANY,
                "too-many-requests",
                what + " Try again in " + seconds + " s.",
                List.of(),
                Map.of("retryAfter", seconds));
    }
}

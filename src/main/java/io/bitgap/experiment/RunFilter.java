package io.bitgap.experiment;

import io.bitgap.problem.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which runs are wanted; null means any. */
public record RunFilter(
        @Nullable UUID experiment,
        @Nullable RunState state,
        @Nullable String method) {
    /** @throws Problem (400) for a method that no label can be */
    public RunFilter {
        if (method != null && method.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(Problem.Kind.MALFORMED, "bad-parameter", "method must not contain control characters.");
        }
    }

    public static final RunFilter ALL = new RunFilter(null, null, null);
}

package io.bitgap.experiment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which runs are wanted; null means any. */
public record RunFilter(
        @Nullable UUID experiment,
        @Nullable RunState state,
        @Nullable String method) {
    public static final RunFilter ALL = new RunFilter(null, null, null);
}

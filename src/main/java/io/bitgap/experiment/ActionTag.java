package io.bitgap.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What decides about the actions on a thing, as a short text: it changes with the state, not with the progress. First part of the
 * thing's ETag; {@link Precondition} looks at no more.
 */
public final class ActionTag {
    private static final int LENGTH = 16;

    private ActionTag() {}

    public static String of(RunView run) {
        List<Object> parts = new ArrayList<>(Arrays.asList(run.state(), String.valueOf(run.stateReason())));
        run.attempts().forEach(attempt -> parts.addAll(List.of(attempt.number(), attempt.state())));
        return hash(parts);
    }

    public static String of(ExperimentView experiment) {
        return hash(List.of(experiment.state(), experiment.allowedActions()));
    }

    private static String hash(List<Object> content) {
        return CanonicalJson.of(content).sha256().substring(0, LENGTH);
    }
}

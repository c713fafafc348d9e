package io.bitgap.run;

import io.bitgap.training.TrainingPlan;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that a worker has taken.
 *
 * @param attempt number of this attempt, from 1
 * @param resumeFrom the run's own last checkpoint, when an earlier attempt left one
 * @param startFrom the last checkpoint of the run it starts from; null from scratch
 * @param learnsFrom the last checkpoint of its fp32 baseline, where its recipe distills from it
 */
public record RunAssignment(
        UUID runId,
        UUID attemptId,
        int attempt,
        UUID experimentId,
        TrainingPlan plan,
        String planHash,
        @Nullable UUID resumeFrom,
        @Nullable UUID startFrom,
        @Nullable UUID learnsFrom) {

    /** @param own the checkpoint of the run's that it really goes on from; null where it has to begin again */
    public RunAssignment goingOnFrom(@Nullable UUID own) {
        return new RunAssignment(runId, attemptId, attempt, experimentId, plan, planHash, own, startFrom, learnsFrom);
    }
}

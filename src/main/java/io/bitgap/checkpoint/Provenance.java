package io.bitgap.checkpoint;

import io.bitgap.training.EpochResult;
import io.bitgap.training.TrainingPlan;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a checkpoint comes from: its run, its plan and data, and its metrics.
 *
 * @param origin whose checkpoint it is
 * @param plan what was trained
 * @param planHash hash of the plan, as its run has it
 * @param dataset what it was trained on
 * @param result the epoch that has just ended
 * @param last whether training ended with it
 */
public record Provenance(
        Origin origin, TrainingPlan plan, String planHash, DatasetVersion dataset, EpochResult result, boolean last) {

    /**
     * @param checkpoint id of the checkpoint itself
     * @param attempt number of the run's attempt, from 1
     * @param parent the checkpoint that this attempt started from: the run's own, or its baseline's; null from scratch
     */
    public record Origin(
            UUID checkpoint,
            UUID run,
            UUID experiment,
            int attempt,
            String worker,
            @Nullable UUID parent,
            Instant createdAt) {}

    /**
     * @param name as in {@code GET /datasets}
     * @param checksum {@code sha256:...} or {@code md5:...}
     */
    public record DatasetVersion(String name, String checksum) {}
}

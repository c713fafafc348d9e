package io.bitgap.experiment;

import io.bitgap.training.Progress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is read.
 *
 * @param method column label; {@code fp32} for the baseline
 * @param setting row label: {@code fp32}, {@code 4}, {@code w3a4}
 * @param queuePosition runs that start before this one, 0 = next; null unless QUEUED
 */
public record RunView(
        UUID id,
        UUID experiment,
        String method,
        String setting,
        int weightBits,
        int activationBits,
        long seed,
        RunState state,
        @Nullable String stateReason,
        List<Attempt> attempts,
        Progress progress,
        @Nullable Integer queuePosition,
        Metrics metrics,
        List<Checkpoint> checkpoints,
        @Nullable UUID baseline,
        @Nullable UUID startsFrom,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Top-1 on the test split, 0..1; null until an epoch was evaluated. */
    public record Metrics(@Nullable Double best, @Nullable Double last) {}

    /** One attempt: OPEN, COMPLETED, FAILED, CANCELED or LOST. */
    public record Attempt(
            int number,
            String worker,
            String device,
            String state,
            @Nullable String reason,
            Instant startedAt,
            Instant heartbeatAt,
            @Nullable Instant endedAt) {}

    /** One checkpoint and its files. */
    public record Checkpoint(
            UUID id,
            int epoch,
            boolean last,
            double top1,
            double loss,
            Instant createdAt,
            List<CheckpointFile> files) {}
}

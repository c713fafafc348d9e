package io.bitgap.run;

import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.Deployment;
import io.bitgap.run.checkpoint.DeploymentState;
import io.bitgap.training.Progress;
import io.bitgap.training.ResultWarning;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is read.
 *
 * @param method column label; {@code fp32} for the baseline, {@code fp32, tuned} for a control
 * @param setting row label: {@code fp32}, {@code 4}, {@code w3a4}
 * @param allowedActions what may be posted to it now: pause, resume, cancel, retry
 * @param queuePosition runs that start before this one, 0 = next; null unless QUEUED
 */
public record RunView(
        UUID id,
        UUID experiment,

        @Schema(description = "What it is in its experiment: baseline, control or quantized")
        RunPurpose purpose,

        String method,
        String setting,
        int weightBits,
        int activationBits,
        long seed,
        RunState state,
        @Nullable String stateReason,

        @Schema(description = "What may be posted to it now: pause, resume, cancel, retry")
        List<String> allowedActions,

        List<Attempt> attempts,
        Progress progress,
        @Nullable Integer queuePosition,
        Metrics metrics,

        @Schema(description = GAP, nullable = true) @Nullable
        Double gap,

        @Schema(description = GAP_TO_CONTROL, nullable = true) @Nullable
        Double gapToControl,

        @Schema(description = REPRODUCES) List<String> reproduces,

        @Schema(description = "What makes the top-1 of the last epoch worth nothing; empty where nothing does")
        List<ResultWarning> warnings,

        @Schema(
                description =
                        "What keeps it from coming to the bits of the first completed run of the same plan, or from being"
                                + " trained again to its own: another processor, another number of threads. Empty where"
                                + " nothing is known to")
        List<String> otherBits,

        Overhead overhead,
        List<Checkpoint> checkpoints,
        @Nullable UUID baseline,

        @Schema(description = CONTROL, nullable = true) @Nullable
        UUID control,

        @Nullable UUID startsFrom,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt)
        implements StateTagged {
    static final String REPRODUCES =
            "Sources of published numbers that were trained with the same options, start and recipe";
    static final String GAP = "Top-1 of the fp32 baseline of its seed minus its own; null until both have completed";
    static final String GAP_TO_CONTROL = "Top-1 of its control minus its own; null until both have completed";
    static final String CONTROL =
            "Id of its control, the fp32 run that was trained on from the baseline as this one was;"
                    + " null without one";

    /** {@code pact at 4}; of runs without quantizers {@code fp32} and {@code fp32, tuned}. */
    public String cell() {
        return RunName.cell(method, setting);
    }

    @Override
    public String stateTag() {
        List<@Nullable Object> parts = new ArrayList<>(Arrays.asList(state, String.valueOf(stateReason)));
        attempts.forEach(attempt -> parts.addAll(List.of(attempt.number(), attempt.state())));
        return StateETag.of(parts);
    }

    /** Top-1 on the test split, 0..1; null until an epoch was evaluated. */
    public record Metrics(
            @Schema(
                    description =
                            "Top-1 on the test split of the best epoch: the one that is best on the validation images where"
                                    + " limits.validationExamples holds some out, else on the test split itself, which flatters",
                    nullable = true)
            @Nullable
            Double best,

            @Schema(description = "Top-1 on the test split of the last evaluated epoch", nullable = true) @Nullable
            Double last,

            @Schema(
                    description = "Top-5 of the last epoch; null where there are fewer than 20 classes",
                    nullable = true)
            @Nullable
            Double top5,

            @Schema(
                    description =
                            "Of the quantized network after calibration alone, before its first step (post-training"
                                    + " quantization); null for fp32 runs and those that start from random weights or from quantized ones",
                    nullable = true)
            @Nullable
            Double ptq) {
        /** Of a row with the columns of {@code run}. */
        public static Metrics of(ResultSet row) throws SQLException {
            return new Metrics(
                    row.getObject("best_top1", Double.class),
                    row.getObject("last_top1", Double.class),
                    row.getObject("last_top5", Double.class),
                    row.getObject("ptq_top1", Double.class));
        }
    }

    /**
     * What the run's quantizers cost: the time of a training image over that of its fp32 baseline.
     *
     * @param factor null where the two cannot be compared
     * @param imagesPerSecond median over its epochs, evaluation excluded; null before the first
     * @param reason why there is no factor
     */
    @Schema(
            description =
                    "What the run's quantizers cost: how long a training image takes, against the run's fp32 baseline")
    public record Overhead(
            @Schema(
                    description =
                            "baselineImagesPerSecond / imagesPerSecond: 1.2 takes a fifth longer. Null where the two"
                                    + " cannot be compared; reason says why",
                    nullable = true,
                    example = "1.16")
            @Nullable
            Double factor,

            @Schema(
                    description =
                            "Training images a second, evaluation excluded: the median over the run's epochs of the"
                                    + " epoch's median step. Null before its first epoch",
                    nullable = true,
                    example = "198.1")
            @Nullable
            Double imagesPerSecond,

            @Schema(description = "The same of its baseline", nullable = true, example = "231.1") @Nullable
            Double baselineImagesPerSecond,

            @Schema(description = "Why there is no factor", nullable = true) @Nullable
            String reason) {}

    /** One attempt: OPEN, COMPLETED, FAILED, CANCELED or LOST; of a LOST one {@code released} tells whether that was meant. */
    public record Attempt(
            int number,
            String worker,
            String device,

            @Schema(description = "Model of the CPU or GPU", nullable = true) @Nullable
            String processor,

            @Schema(description = "Native threads; null on a GPU", nullable = true) @Nullable
            Integer threads,

            @Schema(
                    description = "OPEN, COMPLETED, FAILED, CANCELED, or LOST when it ended before its run did: with"
                            + " released, because somebody paused the run or the worker shut down and handed it back;"
                            + " without, because the worker was gone")
            String state,

            @Schema(description = "Whether its run was paused or handed back, which is nobody's fault")
            boolean released,

            @Nullable String reason,

            @Schema(
                    description =
                            "What was not as it should be: that it went back behind a damaged checkpoint, that steps"
                                    + " did not end, that memory was nearly used up",
                    nullable = true)
            @Nullable
            String note,

            Instant startedAt,
            @Nullable Instant endedAt) {
        /** What became of it, as people read it. */
        public String word() {
            if (state.equals("OPEN")) {
                return "running";
            }
            return released ? "handed back" : state.toLowerCase(Locale.ROOT);
        }
    }

    /** One checkpoint and its files. */
    public record Checkpoint(
            UUID id,
            int epoch,
            boolean last,
            double top1,

            @Schema(
                    description =
                            "Top-1 on the validation images, by which the best epoch is chosen; null without them",
                    nullable = true)
            @Nullable
            Double validationTop1,

            double loss,
            Instant createdAt,

            @Schema(description = "What became of exporting it; null where nobody asked for that", nullable = true)
            @Nullable
            Deployed deployment,

            @Schema(
                    description = "When its files were removed to free space; null while they can be downloaded",
                    nullable = true)
            @Nullable
            Instant filesRemovedAt,

            List<CheckpointFile> files) {}

    /**
     * @param deployable whether its exported model was found as accurate in ONNX Runtime as in the simulation
     * @param top1 in ONNX Runtime; null until measured
     * @param reason why it is not deployable
     */
    public record Deployed(
            DeploymentState state,
            boolean deployable,

            @Schema(description = "Top-1 in ONNX Runtime; null until measured", nullable = true) @Nullable
            Double top1,

            @Schema(description = "Why it is not deployable", nullable = true) @Nullable
            String reason) {
        public static Deployed of(Deployment deployment) {
            Deployment.DeploymentMetrics figures = deployment.figures();
            return new Deployed(
                    deployment.state(),
                    deployment.deployable(),
                    figures == null ? null : figures.deployedTop1(),
                    deployment.obstacle());
        }
    }
}

package io.bitgap.run.checkpoint;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The export of a checkpoint and its accuracy in another runtime.
 *
 * @param reasonCode of a failure
 * @param reason of a failure, a sentence
 * @param figures what was measured; null unless it is done
 */
public record Deployment(
        UUID checkpoint,
        DeploymentState state,
        @Nullable String reasonCode,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable DeploymentMetrics figures) {

    /**
     * What was measured.
     *
     * @param images of the test split
     * @param simulatedTop1 in training's simulation of the bits, 0..1
     * @param deployedTop1 in the other runtime, 0..1
     * @param equalPredictions share of images for which both give the same answer
     * @param largestLogitDifference over all images and classes
     * @param outputStep of an 8-bit quantizer of the logits, in their units
     * @param fp32Bytes of the parameters as floats
     * @param packedBytes of the parameters in {@code weights.bin}
     * @param bitOperations of one image: multiply-accumulates, each times the bits of its two operands
     * @param fp32BitOperations the same with 32 bits everywhere
     * @param runtime what measured it
     * @param allowedDifference the largest difference of the two accuracies that counts as deployable
     */
    public record DeploymentMetrics(
            int images,
            double simulatedTop1,
            double deployedTop1,
            double equalPredictions,
            double largestLogitDifference,
            double outputStep,
            long fp32Bytes,
            long packedBytes,
            double bitOperations,
            double fp32BitOperations,
            String runtime,
            double allowedDifference) {
        /** A difference of one image of the split is one of rounding where it is computed from shares. */
        private static final double ROUNDING = 1e-9;

        private static final double PERCENT = 100;

        /** Deployed minus simulated accuracy. */
        public double difference() {
            return deployedTop1 - simulatedTop1;
        }

        /** Whether the deployed model is as accurate as the simulated one. */
        public boolean deployable() {
            return Math.abs(difference()) <= allowedDifference + ROUNDING;
        }

        private String refusal() {
            return String.format(
                    Locale.ROOT,
                    "Its top-1 in %s, %.2f %%, is %.2f percentage points %s the simulated %.2f %%; %.2f are allowed.",
                    runtime,
                    PERCENT * deployedTop1,
                    PERCENT * Math.abs(difference()),
                    difference() < 0 ? "below" : "above",
                    PERCENT * simulatedTop1,
                    PERCENT * allowedDifference);
        }

        /** The largest logit difference in output steps. */
        public double largestLogitSteps() {
            return outputStep > 0 ? largestLogitDifference / outputStep : 0;
        }

        public double compression() {
            return (double) fp32Bytes / packedBytes;
        }
    }

    /** Whether it was measured and found as accurate as the simulation. */
    public boolean deployable() {
        return figures != null && figures.deployable();
    }

    /** Why it is not deployable, a sentence; null where it is. */
    public @Nullable String obstacle() {
        return switch (state) {
            case QUEUED -> "Its export waits for a worker.";
            case RUNNING -> "It is being exported and measured.";
            case FAILED -> reason;
            case DONE -> figures == null || figures.deployable() ? null : figures.refusal();
        };
    }
}

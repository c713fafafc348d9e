package io.bitgap.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** The starting weights of a run. */
public sealed interface TrainingStart {
    /** Random weights from the plan's seed. */
    record Scratch() implements TrainingStart {}

    /**
     * The weights and statistics of a trained network of the same kind: an fp32 baseline, or (progressive) one with the same
     * method at more bits, whose quantizers hand on what means the same at fewer.
     */
    record FineTune(ComputationGraph parent) implements TrainingStart {}

    /**
     * The run's own last checkpoint: goes on after its finished epochs as if it had never stopped.
     *
     * @param best on the validation images, of those epochs; null where none was looked at
     */
    record Resume(ComputationGraph checkpoint, @Nullable BestEpoch best) implements TrainingStart {
        /** Of a run without validation. */
        public Resume(ComputationGraph checkpoint) {
            this(checkpoint, null);
        }
    }
}

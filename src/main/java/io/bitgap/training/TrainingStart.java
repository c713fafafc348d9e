package io.bitgap.training;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The starting weights of a run, and whom it learns from. */
public sealed interface TrainingStart {
    /** The run's fp32 baseline, where its recipe distills from it. */
    Optional<ComputationGraph> teacher();

    /** The same with a teacher. */
    TrainingStart taughtBy(ComputationGraph teacher);

    /** Random weights from the plan's seed. */
    record Scratch() implements TrainingStart {
        @Override
        public Optional<ComputationGraph> teacher() {
            return Optional.empty();
        }

        @Override
        public TrainingStart taughtBy(ComputationGraph teacher) {
            throw new IllegalStateException("a run from random weights has no baseline to learn from");
        }
    }

    /**
     * The weights and statistics of a trained network of the same kind: an fp32 baseline, or (progressive) one with the same
     * method at more bits, whose quantizers hand on what means the same at fewer.
     */
    record FineTune(ComputationGraph parent, Optional<ComputationGraph> teacher) implements TrainingStart {
        public FineTune(ComputationGraph parent) {
            this(parent, Optional.empty());
        }

        @Override
        public TrainingStart taughtBy(ComputationGraph other) {
            return new FineTune(parent, Optional.of(other));
        }
    }

    /**
     * The run's own last checkpoint: goes on after its finished epochs as if it had never stopped.
     *
     * @param best on the validation images, of those epochs; null where none was looked at
     */
    record Resume(ComputationGraph checkpoint, TrainingMemory memory, Optional<ComputationGraph> teacher)
            implements TrainingStart {
        public Resume(ComputationGraph checkpoint, TrainingMemory memory) {
            this(checkpoint, memory, Optional.empty());
        }

        @Override
        public TrainingStart taughtBy(ComputationGraph other) {
            return new Resume(checkpoint, memory, Optional.of(other));
        }
    }
}

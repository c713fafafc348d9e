package io.bitgap.training;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a run starts from. */
public sealed interface TrainingStart {
    /** Random weights from the plan's seed. */
    record Scratch() implements TrainingStart {}

    /** The weights and statistics of an fp32 baseline of the same network; quantizers are attached and calibrated. */
    record FineTune(ComputationGraph baseline) implements TrainingStart {}

    /** The run's own last checkpoint: goes on after its finished epochs as if it had never stopped. */
    record Resume(ComputationGraph checkpoint) implements TrainingStart {}
}

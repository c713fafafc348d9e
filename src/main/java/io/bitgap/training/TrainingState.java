package io.bitgap.training;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network between two epochs: parameters, updater state, counters, quantizer state are all inside the graph.
 *
 * @param graph the network as it was evaluated
 * @param quantizers the state of every attached quantizer
 * @param memory what training needs beside it to go on
 */
public record TrainingState(ComputationGraph graph, List<LayerQuantization> quantizers, TrainingMemory memory) {}

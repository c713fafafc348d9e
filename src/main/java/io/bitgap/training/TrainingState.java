package io.bitgap.training;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network between two epochs: parameters, updater state, counters, quantizer state are all inside the graph, so that
 * {@code ModelSerializer} writes and restores it whole.
 *
 * @param graph the network
 * @param quantizers the state of every attached quantizer
 */
public record TrainingState(ComputationGraph graph, List<LayerQuantization> quantizers) {}

package io.bitgap.graph;

import io.bitgap.quantizer.QuantizerSpec;

/**
 * A quantize node on an input of a vertex; vertices that read the same tensor the same way share it.
 *
 * @param name of the node
 * @param tensor the vertex or network input whose output it quantizes
 */
public record InputNode(String name, String tensor, QuantizerSpec spec) {}

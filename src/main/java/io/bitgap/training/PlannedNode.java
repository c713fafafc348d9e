package io.bitgap.training;

/**
 * A quantize node as a plan would attach it.
 *
 * @param node its name; layers that read the same tensor the same way share it. Exact pixels need no node: it is that of the tensor
 * @param tensor what it quantizes: the output of that layer, or the network's input
 */
public record PlannedNode(String node, String tensor, String quantizer, int bits) {}

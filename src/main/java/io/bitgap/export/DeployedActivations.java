package io.bitgap.export;

import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Staircase;

/**
 * A quantize node as it is deployed.
 *
 * @param node name of the quantize node
 * @param tensor name of what it quantizes
 * @param map from real numbers to codes and back
 * @param nonNegative whether its input has no negative value, as after a ReLU
 */
public record DeployedActivations(String node, String tensor, QuantizerSpec spec, Staircase map, boolean nonNegative) {}

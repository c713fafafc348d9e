package io.bitgap.training;

import io.bitgap.quantizer.QuantizerSpec;
import java.util.Map;

/**
 * The state of one attached quantizer.
 *
 * @param layer name of the layer or quantize node
 * @param spec what it is
 * @param parameters learned parameters and statistics by name
 * @param levels distinct levels the map can take
 */
public record LayerQuantization(String layer, QuantizerSpec spec, Map<String, Double> parameters, int levels) {}

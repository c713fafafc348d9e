package io.bitgap.training;

import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one attached quantizer.
 *
 * @param layer name of the layer or quantize node
 * @param spec what it is
 * @param parameters learned parameters, statistics and what follows from them, by name
 * @param levels distinct levels the map can take
 * @param telemetry how well it fits, as far as it was measured
 */
public record LayerQuantization(
        String layer,
        QuantizerSpec spec,
        Map<String, Double> parameters,
        int levels,
        @Nullable Telemetry telemetry) {}

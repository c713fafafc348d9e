package io.bitgap.quantizer.evaluation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a quantizer makes of a tensor.
 *
 * @param codes stored integers
 * @param scale y = scale * (code - zeroPoint), plus the parameter {@code offset} where there is one; one entry, or one a channel
 *     or group; null where the map is not affine
 * @param zeroPoint as many entries as {@code scale}
 * @param levels distinct values the map can take
 */
public record EvaluationResult(
        double[] output,
        long[] codes,
        double[] gradInput,
        Map<String, Double> gradParameters,
        double @Nullable [] scale,
        int @Nullable [] zeroPoint,
        Map<String, Double> parameters,
        int levels) {}

package io.bitgap.quantizer.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tensor to be quantized, in double precision.
 *
 * @param role {@code weights} or {@code activations}
 * @param bits 1..8
 * @param shape row-major; axis 0 is the output channel of weights and, beside others, the example of activations; one
 *     dimension if left out
 * @param input values
 * @param upstreamGradient dL/dy, as many values; zeros if left out
 * @param options the options that differ from the defaults
 * @param parameters values of learned parameters and statistics; those left out are initialised from the input
 */
public record EvaluationRequest(
        String role,
        int bits,
        @Nullable List<Long> shape,
        List<Double> input,
        @Nullable List<Double> upstreamGradient,
        @Nullable Map<String, Object> options,
        @Nullable Map<String, Double> parameters,
        @Nullable String levelConvention) {}

package io.bitgap.export;

import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer as they are deployed: with the batch norm behind the layer folded in. Of a quantized layer the
 * deployed weight is factor[c] * scale[c] * (code - zeroPoint[c]).
 *
 * @param layer name of the layer
 * @param shape of the weights: [out, in, kernelH, kernelW] of a convolution, [out, in] of a dense layer
 * @param codes what training computed with, where a quantizer is attached
 * @param values the deployed weights as floats, row-major
 * @param factor what the folded batch norm multiplies an output channel's weights with; null where none is folded
 * @param bias one number an output channel, that of the folded batch norm included; null where there is none
 */
public record DeployedWeights(
        String layer,
        long[] shape,
        Optional<WeightCodes> codes,
        float[] values,
        float @Nullable [] factor,
        float @Nullable [] bias) {
    public int channels() {
        return Math.toIntExact(shape[0]);
    }

    /** What the folded batch norm multiplies a channel's weights with; 1 where none is folded. */
    public double factor(int channel) {
        return factor == null ? 1 : factor[channel];
    }
}

package io.bitgap.quantizer.evaluation;

import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.WeightQuantizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Quantized weights as integers.
 *
 * @param levels distinct values that the quantizer can give
 * @param shape of the tensor; axis 0 is the output channel
 * @param codes one a weight, row-major
 * @param map what they mean
 */
public record WeightCodes(QuantizerSpec spec, int levels, long[] shape, int[] codes, CodeMap map) {
    /** Of weights as they are now. */
    public static WeightCodes of(WeightQuantizer quantizer, INDArray weights, Parameters parameters) {
        INDArray quantized = quantizer.quantize(weights, parameters);
        float[] whole =
                quantizer.codes(weights, quantized, parameters).dup('c').data().asFloat();
        int[] codes = new int[whole.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Math.round(whole[i]);
        }
        return new WeightCodes(
                quantizer.spec(), quantizer.levels(), weights.shape(), codes, quantizer.codeMap(weights, parameters));
    }

    /** Output channel of the weight at an index. */
    public int channel(int index) {
        return (int) (index / (codes.length / shape[0]));
    }

    /** Value of the weight at an index. */
    public double value(int index) {
        int channel = channel(index);
        return map.scale()[channel] * (codes[index] - map.zeroPoint()[channel]);
    }
}

package io.bitgap.quantizer;

import io.bitgap.quantizer.tensor.WeightValues;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Quantizes weights; axis 0 of the tensor is the output channel. Works in the tensor's own precision, FLOAT or DOUBLE. */
public non-sealed interface WeightQuantizer extends Quantizer {
    /** Sets the parameters from the weights, once, before the first use. */
    default void calibrate(INDArray weights, Parameters parameters) {}

    /** Brings learned parameters back into their domain after an update. */
    default void project(Parameters parameters) {}

    /**
     * The quantized weights.
     *
     * @param weights float master weights, any shape; not changed
     * @return a new array of the same shape
     */
    default INDArray quantize(INDArray weights, Parameters parameters) {
        INDArray result = WeightValues.room(weights);
        quantize(weights, result, parameters);
        return result;
    }

    /**
     * Puts the quantized weights in an array.
     *
     * @param weights float master weights, any shape; not changed
     * @param result same shape and type
     */
    void quantize(INDArray weights, INDArray result, Parameters parameters);

    /**
     * Whether the quantized weights have the magnitude of the weights. Where they have not, a batch norm that follows the
     * batches has to be behind the layer.
     */
    default boolean keepsMagnitude() {
        return true;
    }

    /**
     * What the weights are in a clip-only phase: inside the range, without rounding. The gradient is that of {@link
     * #backward} in both phases.
     *
     * @return a new array, or the weights themselves where nothing is clipped
     */
    default INDArray clip(INDArray weights, Parameters parameters) {
        return weights;
    }

    /**
     * The gradient of the master weights, through the quantizer.
     *
     * @param weights what {@link #quantize} was given
     * @param gradient dL/dy on entry, dL/dw on return
     * @param gradients receives dL/dp of learned parameters
     */
    void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients);

    /** Scale and zero point of the map, where it is affine. */
    Optional<AffineGrid> grid(INDArray weights, Parameters parameters);

    /**
     * Integer codes of quantized weights.
     *
     * @param quantized what {@link #quantize} returned
     * @return same shape, whole numbers
     */
    INDArray codes(INDArray weights, INDArray quantized, Parameters parameters);

    /** What {@link #codes} mean. */
    CodeMap codeMap(INDArray weights, Parameters parameters);
}

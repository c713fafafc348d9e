package io.bitgap.quantizer.google;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Rounding;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Symmetric weights under the largest magnitude.
 *
 * <p>T = max |w| (per output channel, or over the tensor), s = T/L, y = s * rint(w/s); dL/dw = dL/dy. Nothing is clipped,
 * because T is the largest magnitude. A channel of zeros, or L = 0 (one signed bit), gives zeros.
 *
 * <p>Worked number: 4 bits (L = 7), T = 1.4993: s = 0.21419 and w = 0.9425 becomes 4s = 0.85674.
 */
record SymmetricWeights(QuantizerSpec spec, boolean perChannel, int largest) implements WeightQuantizer {

    @Override
    public int levels() {
        return 2 * largest + 1;
    }

    @Override
    public INDArray quantize(INDArray weights, Parameters parameters) {
        if (largest == 0) {
            return weights.ulike().assign(0);
        }
        INDArray rows = rows(weights);
        INDArray scale = nonZero(scale(rows));
        INDArray steps = Rounding.halfToEven(rows.divColumnVector(scale));
        return steps.muliColumnVector(scale).reshape(weights.shape());
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        // straight through: the gradient of the quantized weights is the gradient of the master weights
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        double[] scale =
                largest == 0 ? new double[1] : scale(rows(weights)).ravel().toDoubleVector();
        return Optional.of(new AffineGrid(scale, new int[scale.length]));
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        if (largest == 0) {
            return quantized.ulike().assign(0);
        }
        INDArray steps = rows(quantized).divColumnVector(nonZero(scale(rows(weights))));
        return Rounding.halfToEven(steps).reshape(weights.shape());
    }

    /** One row a scale: [channels, weights a channel] or [1, weights]. */
    private INDArray rows(INDArray weights) {
        return weights.reshape(perChannel ? weights.size(0) : 1, -1);
    }

    private INDArray scale(INDArray rows) {
        return rows.amax(1).reshape(-1, 1).divi(largest);
    }

    private static INDArray nonZero(INDArray scale) {
        return scale.add(scale.eq(0).castTo(scale.dataType()));
    }
}

package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Rounding;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Weights through tanh, two bits or more.
 *
 * <p>t = tanh(w), M = max |t| over the tensor, n = 2^b-1: y = 2*rint((t/(2M) + 1/2)*n)/n - 1, in [-1,1] and never 0. The
 * result keeps no trace of the weights' magnitude, so a batch norm has to follow.
 *
 * <p>Gradient, straight through the rounding: dL/dt_i = g_i/M, and at the largest |t_k| also -sign(t_k)/M^2 * sum of g_j*t_j
 * ({@code exact}); dL/dw = dL/dt * (1 - t^2).
 *
 * <p>Source: arXiv 1606.06160, equation 9. Worked number: 3 bits, M = 0.87521 (of w = 1.3544), w = 0.8357: t = 0.68349,
 * rint(6.233) = 6, y = 5/7.
 *
 * @param throughMax whether the gradient goes through M
 */
record DoReFaWeights(QuantizerSpec spec, boolean throughMax) implements WeightQuantizer {
    private int steps() {
        return SignedLevels.largestUnsigned(spec.bits());
    }

    @Override
    public int levels() {
        return steps() + 1;
    }

    @Override
    public boolean keepsMagnitude() {
        return false;
    }

    @Override
    public INDArray quantize(INDArray weights, Parameters parameters) {
        INDArray t = Transforms.tanh(weights, true);
        INDArray flat = flat(t);
        double max = Math.abs(flat.getDouble(largest(flat)));
        if (!(max > 0)) {
            return t;
        }
        Rounding.halfToEven(t.muli(steps() / (2 * max)).addi(steps() / 2.0));
        return t.muli(2.0 / steps()).subi(1);
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        INDArray t = Transforms.tanh(weights, true);
        INDArray flat = flat(t);
        int largest = largest(flat);
        double extreme = flat.getDouble(largest);
        double max = Math.abs(extreme);
        if (!(max > 0)) {
            return; // all weights are 0: let the gradient through, so that they can leave it
        }
        double sum = throughMax ? Nd4j.getBlasWrapper().dot(flat, flat(gradient)) : 0;
        gradient.divi(max);
        if (throughMax) {
            long[] at = Shape.ind2subC(weights, largest);
            gradient.putScalar(at, gradient.getDouble(at) - Math.signum(extreme) * sum / (max * max));
        }
        gradient.muli(t.muli(t).rsubi(1));
    }

    private static INDArray flat(INDArray array) {
        return array.reshape('c', new long[] {array.length()});
    }

    /** Where the largest magnitude is; one pass, without a reduction of ND4J's that would wake every thread. */
    private static int largest(INDArray flat) {
        return Nd4j.getBlasWrapper().iamax(flat);
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return Rounding.halfToEven(quantized.add(1).muli(steps() / 2.0));
    }
}

package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Rounding;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.tensor.Tile;
import io.bitgap.quantizer.tensor.TiledArray;
import io.bitgap.quantizer.tensor.WeightSlice;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    /** Below it the square of a maximum is no number any more. */
    private static final double MIN_MAGNITUDE = 1e-60;

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
    public void quantize(INDArray weights, INDArray result, Parameters parameters) {
        WeightSlice all = WeightSlice.whole(weights);
        double max = Tanh.of(all.maxAbs());
        if (!(max > MIN_MAGNITUDE)) {
            all.map(result, tile -> Arrays.fill(tile.x(), 0, tile.length(), 0));
            return;
        }
        double scale = steps() / (2 * max);
        double middle = steps() / 2.0;
        double step = 2.0 / steps();
        all.map(result, tile -> {
            Tanh.inPlace(tile);
            round(tile.x(), tile.length(), scale, middle, step);
        });
    }

    private static void round(double[] t, int length, double scale, double middle, double step) {
        for (int i = 0; i < length; i++) {
            t[i] = Math.rint(t[i] * scale + middle) * step - 1;
        }
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        WeightSlice all = WeightSlice.whole(weights);
        int largest = all.largest();
        double extreme = Tanh.of(all.get(largest));
        double max = Math.abs(extreme);
        if (!(max > MIN_MAGNITUDE)) {
            return; // all weights are 0: let the gradient through, so that they can leave it
        }
        TiledArray tiled = TiledArray.of(gradient);
        double direct = tiled.get(largest) / max;
        double sum = all.backward(tiled, tile -> straight(tile, max), Double::sum);
        if (throughMax) {
            double through = Math.signum(extreme) * sum / (max * max);
            tiled.set(largest, (direct - through) * (1 - extreme * extreme));
        }
        tiled.finish();
    }

    /** @return sum of g*t */
    private static double straight(Tile tile, double max) {
        Tanh.inPlace(tile);
        double[] t = tile.x();
        double[] g = tile.gradient();
        double sum = tile.dot(g, t);
        for (int i = 0; i < tile.length(); i++) {
            g[i] = g[i] / max * (1 - t[i] * t[i]);
        }
        return sum;
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return Rounding.halfToEven(quantized.add(1).muli(steps() / 2.0));
    }

    /** Every code of a layer of zeros stands for 0. */
    @Override
    public CodeMap codeMap(INDArray weights, Parameters parameters) {
        boolean empty = !(Tanh.of(WeightSlice.whole(weights).maxAbs()) > MIN_MAGNITUDE);
        return CodeMap.uniform(weights.size(0), empty ? 0 : 2.0 / steps(), steps() / 2.0);
    }
}

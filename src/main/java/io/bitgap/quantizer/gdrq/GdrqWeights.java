package io.bitgap.quantizer.gdrq;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.tensor.StaircaseWeights;
import io.bitgap.quantizer.tensor.WeightSlice;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights clipped at a multiple of their mean magnitude.
 *
 * <p>T = k*mean |w| of the tensor or of {@code groupSize} consecutive filters (the last group may be smaller), s = T/L, y =
 * s * rint(clamp(w, -T, T)/s). dL/dw = dL/dy everywhere, or only where |w| &lt;= T; both in the clip-only phase, whose y is
 * clamp(w, -T, T), and after it. L = 0 (one signed bit) gives zeros.
 *
 * <p>Source: arXiv 1908.01477, section 3. Worked number: 4 bits (L = 7), k = 3, mean |w| = 0.54940: T = 1.64820, s = 0.23546
 * and w = 0.948 becomes 4s = 0.94183.
 *
 * @param multiple k
 * @param groupSize filters that share T; below 1 all of them
 * @param clipGradient whether the gradient is 0 outside of -T..T
 */
record GdrqWeights(QuantizerSpec spec, int largest, double multiple, int groupSize, boolean clipGradient)
        implements StaircaseWeights {
    @Override
    public int levels() {
        return 2 * largest + 1;
    }

    @Override
    public long channelsAMap(long channels) {
        return groupSize < 1 ? channels : Math.min(groupSize, channels);
    }

    @Override
    public boolean straightThrough() {
        return !clipGradient;
    }

    @Override
    public Staircase map(WeightSlice weights, Parameters parameters) {
        double threshold = multiple * weights.meanAbs();
        GradientWindow window = GradientWindow.closed(-threshold, threshold);
        return threshold > 0
                ? Staircase.uniform(threshold / Math.max(largest, 1), -largest, largest, 0, window)
                : Staircase.ZERO;
    }

    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        INDArray clipped = weights.dup('c');
        eachSlice(weights, clipped, slice -> {
            double threshold = multiple * slice.meanAbs();
            return tile -> tile.clamp(-threshold, threshold);
        });
        return clipped;
    }
}

package io.bitgap.quantizer.pact;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.OutputGrid;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.tensor.StaircaseWeights;
import io.bitgap.quantizer.tensor.WeightSlice;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Statistics-aware weights, two bits or more: an even grid between -T and T that has no zero, where T nearly minimizes the squared
 * error of the tensors that its coefficients were fitted to.
 *
 * <p>T = c1*sqrt(mean w^2) + c2*mean |w|, at most max |w|, and that where the formula gives nothing above 0, as it may where all
 * magnitudes are alike; n = 2^b-1: y = 2T*rint((clamp(w, -T, T)/(2T) + 1/2)*n)/n - T; dL/dw = dL/dy everywhere.
 *
 * <p>Source: Choi et al., arXiv 1807.06964; coefficients of 2, 3, 4, 5 and 8 bits from IBM's fms-model-optimizer, of 6 and 7 bits
 * on the lines between. Worked number: 2 bits, w = (-1, 0.5, 0.25, 0.1): sqrt(mean w^2) = 0.57500, mean |w| = 0.4625, T =
 * 0.83940, and w = 0.5 becomes T/3 = 0.27980.
 */
record SawbWeights(QuantizerSpec spec) implements StaircaseWeights {
    private static final int FEWEST_BITS = 2;
    /** Of the mean square's root, from {@value #FEWEST_BITS} bits on. */
    private static final List<Double> OF_SQUARES = List.of(3.12, 7.509, 12.68, 17.74, 22.413, 27.087, 31.76);
    /** Of the mean magnitude. */
    private static final List<Double> OF_MAGNITUDES = List.of(-2.064, -6.892, -12.80, -18.64, -24.107, -29.573, -35.04);

    private int steps() {
        return SignedLevels.largestUnsigned(spec.bits());
    }

    @Override
    public int levels() {
        return steps() + 1;
    }

    @Override
    public long channelsAMap(long channels) {
        return channels;
    }

    @Override
    public boolean straightThrough() {
        return true;
    }

    private double threshold(WeightSlice weights) {
        int row = spec.bits() - FEWEST_BITS;
        double squares = weights.fold(tile -> tile.dot(tile.x(), tile.x()), Double::sum) / weights.length();
        double fitted = OF_SQUARES.get(row) * Math.sqrt(squares) + OF_MAGNITUDES.get(row) * weights.meanAbs();
        double largest = weights.maxAbs();
        return fitted > 0 ? Math.min(fitted, largest) : largest;
    }

    @Override
    public Staircase map(WeightSlice weights, Parameters parameters) {
        double threshold = threshold(weights);
        double step = 2 * threshold / steps();
        return step > 0
                ? new Staircase(
                        step, steps() / 2.0, 0, steps(), new OutputGrid(step, -threshold, 0), GradientWindow.EVERYWHERE)
                : Staircase.ZERO;
    }

    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        WeightSlice all = WeightSlice.whole(weights);
        double threshold = threshold(all);
        return all.mapped(tile -> tile.clamp(-threshold, threshold));
    }

    /** Its real zero lies between two codes. */
    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }

    @Override
    public CodeMap codeMap(INDArray weights, Parameters parameters) {
        Staircase map = map(WeightSlice.whole(weights), parameters);
        return CodeMap.uniform(weights.rank() == 0 ? 1 : weights.size(0), map.outputScale(), (map.levels() - 1) / 2.0);
    }
}

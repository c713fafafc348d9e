package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.TensorSize;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.tensor.Tile;
import io.bitgap.quantizer.tensor.TiledArray;
import io.bitgap.quantizer.tensor.WeightSlice;
import io.bitgap.quantizer.tensor.WeightValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights whose magnitude lies in a learned interval, see {@link Interval}: v = 0 below p, 1 above k, u^gamma between; y =
 * sign(w) * rint(q*v)/q, q = 2^(b-1)-1. The output is in [-1,1], whatever the weights' magnitude. q = 0 (one bit) or an empty
 * interval gives zeros.
 *
 * <p>Gradient, where p &lt; |w| &lt;= k and with v' = gamma*u^(gamma-1): dL/dw = dL/dy * v' * 0.5/d; dL/dc = sum of
 * sign(w)*dL/dy * v' * -0.5/d; dL/dd = sum of sign(w)*dL/dy * v' * -0.5*(|w|-c)/d^2; dL/dgamma = sum of sign(w)*dL/dy *
 * u^gamma * ln u. Outside all are 0.
 *
 * <p>Source: arXiv 1808.05779, section 3. Worked number: 3 bits, c = 0.689, d = 0.266, gamma = 0.88, w = -0.6071: u =
 * 0.34605, v = 0.39306, y = -1/3.
 *
 * @param largest q
 * @param learnGamma whether gamma is learned; it is 1 otherwise
 */
record QilWeights(
        QuantizerSpec spec, int largest, IntervalSearch search, LearnedParameterOptions learning, boolean learnGamma)
        implements WeightQuantizer {
    private static final String GAMMA = "gamma";
    private static final double MIN_GAMMA = 0.01;
    /** Where u is smaller, its logarithm and its power stay as they are there. */
    private static final double MIN_POSITION = 1e-6;

    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(
                learning.parameter(Interval.CENTER),
                learning.parameter(Interval.HALF_WIDTH),
                learnGamma ? learning.parameter(GAMMA) : QuantizerParameter.statistic(GAMMA),
                QuantizerParameter.statistic(Interval.INITIAL_CENTER),
                QuantizerParameter.statistic(Interval.INITIAL_HALF_WIDTH));
    }

    @Override
    public Map<String, Double> derived(Parameters parameters) {
        return Interval.movement(parameters);
    }

    /** An interval means the same at other bits, and progressive training hands it on; the least squared error does not. */
    @Override
    public boolean parametersSurviveBits() {
        return !search.calibration().dependsOnBits();
    }

    @Override
    public WeightQuantizer asPublished() {
        return new QilWeights(spec, largest, search, learning.asPublished(), true);
    }

    @Override
    public int levels() {
        return 2 * largest + 1;
    }

    @Override
    public void calibrate(INDArray weights, Parameters parameters) {
        search.magnitudes(WeightValues.statistics(weights).sample(), largest).average(0, parameters);
        parameters.set(GAMMA, 1);
    }

    @Override
    public void project(Parameters parameters) {
        Interval.project(parameters);
        parameters.set(GAMMA, Math.max(parameters.get(GAMMA), MIN_GAMMA));
    }

    @Override
    public boolean keepsMagnitude() {
        return false;
    }

    /** Up to the clip point; what lies below the prune point stays. */
    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        double clip = Interval.of(parameters).window().to();
        return WeightSlice.whole(weights).mapped(tile -> tile.clamp(-clip, clip));
    }

    @Override
    public void quantize(INDArray weights, INDArray result, Parameters parameters) {
        WeightSlice.whole(weights).map(result, mapping(parameters, factor()));
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return WeightSlice.whole(weights).mapped(mapping(parameters, 1));
    }

    @Override
    public CodeMap codeMap(INDArray weights, Parameters parameters) {
        return CodeMap.uniform(weights.size(0), factor(), 0);
    }

    private double factor() {
        return largest == 0 ? 0 : 1.0 / largest;
    }

    /** The codes times a factor. */
    private Consumer<Tile> mapping(Parameters parameters, double factor) {
        Interval interval = Interval.of(parameters);
        double gamma = gamma(parameters);
        if (gamma == 1 && !interval.empty()) {
            return tile -> interval.linear(tile, largest, factor);
        }
        return tile -> {
            double[] values = tile.x();
            for (int i = 0; i < tile.length(); i++) {
                values[i] = Math.signum(values[i]) * code(interval, gamma, Math.abs(values[i])) * factor + 0.0;
            }
        };
    }

    private double code(Interval interval, double gamma, double magnitude) {
        GradientWindow window = interval.window();
        if (interval.empty() || window.below(magnitude)) {
            return 0;
        }
        double position = window.above(magnitude) ? 1 : power(interval.position(magnitude), gamma);
        return Math.rint(largest * position);
    }

    private static double gamma(Parameters parameters) {
        return Math.max(parameters.get(GAMMA), MIN_GAMMA);
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        Interval interval = Interval.of(parameters);
        double gamma = gamma(parameters);
        TiledArray tiled = TiledArray.of(gradient);
        WeightSlice all = WeightSlice.whole(weights);
        IntervalSums sums = all.backward(
                tiled,
                interval.empty() || interval.window().to() < 0
                        ? IntervalSums::none
                        : gamma == 1 && !learnGamma
                                ? tile -> IntervalSums.linear(tile, interval)
                                : tile -> backward(tile, interval, gamma),
                IntervalSums::plus);
        tiled.finish();
        double factor = learning.factor(TensorSize.of(all.length()), largest);
        gradients.set(Interval.CENTER, factor * interval.centerGradient(sums.sum()));
        gradients.set(Interval.HALF_WIDTH, factor * interval.halfWidthGradient(sums.sum(), sums.sumX()));
        if (learnGamma) {
            gradients.set(GAMMA, factor * sums.sumGamma());
        }
    }

    private IntervalSums backward(Tile tile, Interval interval, double gamma) {
        double[] values = tile.x();
        double[] upstream = tile.gradient();
        GradientWindow window = interval.window();
        double slope = interval.slope();
        double sum = 0;
        double sumX = 0;
        double sumGamma = 0;
        for (int i = 0; i < tile.length(); i++) {
            double magnitude = Math.abs(values[i]);
            if (!window.contains(magnitude)) {
                upstream[i] = 0;
                continue;
            }
            double position = interval.position(magnitude);
            double signed = Math.signum(values[i]) * upstream[i];
            double steepness = gamma == 1 ? 1 : gamma * Math.pow(Math.max(position, MIN_POSITION), gamma - 1);
            sum += signed * steepness;
            sumX += signed * steepness * magnitude;
            if (learnGamma) {
                sumGamma += signed * power(position, gamma) * Math.log(Math.max(position, MIN_POSITION));
            }
            upstream[i] *= steepness * slope;
        }
        return new IntervalSums(sum, sumX, sumGamma);
    }

    private static double power(double position, double gamma) {
        return gamma == 1 ? position : Math.pow(position, gamma);
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }
}

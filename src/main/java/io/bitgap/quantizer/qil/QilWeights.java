package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Learning;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.WeightValues;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights whose magnitude lies in a learned interval, see {@link Interval}: v = 0 below p, 1 above k, u^gamma between; y =
 * sign(w) * rint(q*v)/q, q = 2^(b-1)-1. The output is in [-1,1], whatever the weights' magnitude. q = 0 (one bit) or an empty
 * interval gives zeros.
 *
 * <p>Gradient, where p &lt;= |w| &lt;= k and with v' = gamma*u^(gamma-1): dL/dw = dL/dy * v' * 0.5/d; dL/dc = sum of
 * sign(w)*dL/dy * v' * -0.5/d; dL/dd = sum of sign(w)*dL/dy * v' * -0.5*(|w|-c)/d^2; dL/dgamma = sum of sign(w)*dL/dy *
 * u^gamma * ln u. Outside all are 0.
 *
 * <p>Source: arXiv 1808.05779, section 3. Worked number: 3 bits, c = 0.689, d = 0.266, gamma = 0.88, w = -0.6071: u =
 * 0.34605, v = 0.39306, y = -1/3.
 *
 * @param largest q
 * @param learnGamma whether gamma is learned; it is 1 otherwise
 */
record QilWeights(QuantizerSpec spec, int largest, IntervalSearch search, Learning learning, boolean learnGamma)
        implements WeightQuantizer {
    private static final String GAMMA = "gamma";
    private static final double LEAST_GAMMA = 0.01;
    /** Where u is smaller, its logarithm and its power stay as they are there. */
    private static final double LEAST_POSITION = 1e-6;

    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(
                learning.parameter(Interval.CENTER),
                learning.parameter(Interval.HALF_WIDTH),
                learnGamma ? learning.parameter(GAMMA) : QuantizerParameter.statistic(GAMMA),
                QuantizerParameter.statistic(Interval.INITIAL_CENTER));
    }

    @Override
    public WeightQuantizer asFormula() {
        return new QilWeights(spec, largest, search, learning.asFormula(), true);
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
        parameters.set(GAMMA, Math.max(parameters.get(GAMMA), LEAST_GAMMA));
    }

    @Override
    public boolean keepsMagnitude() {
        return false;
    }

    /** Up to the clip point; what lies below the prune point stays. */
    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        double clip = Interval.of(parameters).window().to();
        double[] values = WeightValues.of(weights);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(Math.max(values[i], -clip), clip);
        }
        return WeightValues.like(weights, values);
    }

    @Override
    public INDArray quantize(INDArray weights, Parameters parameters) {
        return mapped(weights, parameters, factor());
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return mapped(weights, parameters, 1);
    }

    @Override
    public CodeMap codeMap(INDArray weights, Parameters parameters) {
        return CodeMap.uniform(weights.size(0), factor(), 0);
    }

    private double factor() {
        return largest == 0 ? 0 : 1.0 / largest;
    }

    /** The codes times a factor. */
    private INDArray mapped(INDArray weights, Parameters parameters, double factor) {
        Interval interval = Interval.of(parameters);
        GradientWindow window = interval.window();
        double gamma = Math.max(parameters.get(GAMMA), LEAST_GAMMA);
        double[] values = WeightValues.of(weights);
        if (gamma == 1 && !interval.empty()) {
            linear(values, interval.slope(), interval.shift(), factor);
            return WeightValues.like(weights, values);
        }
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            double code = 0;
            if (!interval.empty() && !window.below(magnitude)) {
                double position = window.above(magnitude) ? 1 : power(interval.position(magnitude), gamma);
                code = Math.rint(largest * position);
            }
            values[i] = Math.signum(values[i]) * code * factor + 0.0;
        }
        return WeightValues.like(weights, values);
    }

    /**
     * Codes times a factor where gamma is 1. The prune point is not negative, so a weight has a code on one side only, and the
     * difference of both sides needs no branch.
     */
    private void linear(double[] values, double slope, double shift, double factor) {
        double top = largest;
        for (int i = 0; i < values.length; i++) {
            double u = slope * values[i];
            double positive = Math.rint(top * Math.min(Math.max(u + shift, 0), 1));
            double negative = Math.rint(top * Math.min(Math.max(shift - u, 0), 1));
            values[i] = (positive - negative) * factor;
        }
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        Interval interval = Interval.of(parameters);
        double gamma = Math.max(parameters.get(GAMMA), LEAST_GAMMA);
        double[] values = WeightValues.of(weights);
        double[] upstream = WeightValues.of(gradient);
        Sums sums = interval.empty()
                ? none(upstream)
                : gamma == 1 && !learnGamma
                        ? linear(interval, values, upstream)
                        : backward(interval, gamma, learnGamma, values, upstream);
        WeightValues.put(upstream, gradient);
        double factor = learning.factor(values.length, largest);
        gradients.set(Interval.CENTER, factor * sums.center);
        gradients.set(Interval.HALF_WIDTH, factor * sums.halfWidth);
        if (learnGamma) {
            gradients.set(GAMMA, factor * sums.gamma);
        }
    }

    private record Sums(double center, double halfWidth, double gamma) {}

    private static Sums none(double[] upstream) {
        java.util.Arrays.fill(upstream, 0);
        return new Sums(0, 0, 0);
    }

    /** {@link #backward} where gamma is 1 and stays so. */
    private static Sums linear(Interval interval, double[] values, double[] upstream) {
        GradientWindow window = interval.window();
        double from = window.from();
        double to = window.to();
        double slope = interval.slope();
        double sum = 0;
        double sumX = 0;
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            double inside = magnitude >= from && magnitude <= to ? upstream[i] : 0;
            sum += Math.signum(values[i]) * inside;
            sumX += values[i] * inside;
            upstream[i] = inside * slope;
        }
        return new Sums(interval.centerGradient(sum), interval.halfWidthGradient(sum, sumX), 0);
    }

    private static Sums backward(
            Interval interval, double gamma, boolean learnGamma, double[] values, double[] upstream) {
        GradientWindow window = interval.window();
        double slope = interval.slope();
        double sum = 0;
        double sumX = 0;
        double sumGamma = 0;
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            if (!window.contains(magnitude)) {
                upstream[i] = 0;
                continue;
            }
            double position = interval.position(magnitude);
            double signed = Math.signum(values[i]) * upstream[i];
            double steepness = gamma == 1 ? 1 : gamma * Math.pow(Math.max(position, LEAST_POSITION), gamma - 1);
            sum += signed * steepness;
            sumX += signed * steepness * magnitude;
            if (learnGamma) {
                sumGamma += signed * power(position, gamma) * Math.log(Math.max(position, LEAST_POSITION));
            }
            upstream[i] *= steepness * slope;
        }
        return new Sums(interval.centerGradient(sum), interval.halfWidthGradient(sum, sumX), sumGamma);
    }

    private static double power(double position, double gamma) {
        return gamma == 1 ? position : Math.pow(position, gamma);
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }
}

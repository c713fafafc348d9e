package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.OutputGrid;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Activations in a learned interval, see {@link Interval}: y = rint(q*u)/q with u = 0 below p and 1 above k, q = 2^b-1. The
 * output is in [0,1], whatever the input's magnitude.
 *
 * <p>dL/dx = dL/dy * 0.5/d where p &lt; x &lt;= k, else 0; dL/dc and dL/dd likewise sum over the inside.
 *
 * <p>Source: arXiv 1808.05779, section 3. Worked number: 3 bits, c = 0.616, d = 0.208, x = 0.5272: u = 0.28654, y = 2/7.
 */
record QilActivations(QuantizerSpec spec, IntervalSearch search, LearnedParameterOptions learning)
        implements ActivationQuantizer {
    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(
                learning.parameter(Interval.CENTER),
                learning.parameter(Interval.HALF_WIDTH),
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
    public int levels() {
        return largest() + 1;
    }

    private int largest() {
        return SignedLevels.largestUnsigned(spec.bits());
    }

    @Override
    public boolean affine() {
        return false;
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        search.positive(statistics.sample(), largest()).average(batch, parameters);
    }

    @Override
    public ActivationQuantizer asPublished() {
        return new QilActivations(spec, search, learning.asPublished());
    }

    @Override
    public void project(Parameters parameters) {
        Interval.project(parameters);
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        Interval interval = Interval.of(parameters);
        int q = largest();
        return interval.empty()
                ? Staircase.ZERO
                : new Staircase(
                        2 * interval.halfWidth() / q,
                        q * interval.shift(),
                        0,
                        q,
                        new OutputGrid(1.0 / q, 0, 0),
                        interval.window());
    }

    @Override
    public Set<RegionSum> needs() {
        return EnumSet.of(RegionSum.INSIDE, RegionSum.INSIDE_X);
    }

    @Override
    public void parameterGradients(RegionSums sums, Parameters parameters, Parameters gradients) {
        Interval interval = Interval.of(parameters);
        double factor = interval.empty() ? 0 : learning.factor(sums.size(), largest());
        gradients.set(Interval.CENTER, factor == 0 ? 0 : factor * interval.centerGradient(sums.inside()));
        gradients.set(
                Interval.HALF_WIDTH,
                factor == 0 ? 0 : factor * interval.halfWidthGradient(sums.inside(), sums.insideX()));
    }
}

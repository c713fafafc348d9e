package io.bitgap.quantizer.google;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Calibration;
import java.util.List;
import java.util.Map;

/**
 * Affine activations between moving averages of the smallest and the largest value, as in the 2017 paper, or of what else the
 * calibration finds; see {@link AffineRange} for the map and {@link Tracking} for how the range follows the batches.
 */
record AffineActivations(QuantizerSpec spec, Tracking tracking, boolean clipGradient, Calibration calibration)
        implements ActivationQuantizer {
    private static final String MIN = "rangeMin";
    private static final String MAX = "rangeMax";

    @Override
    public List<QuantizerParameter> parameters() {
        return tracking.parameters(MIN, MAX);
    }

    @Override
    public boolean parametersSurviveBits() {
        return !calibration.dependsOnBits();
    }

    @Override
    public int levels() {
        return SignedLevels.largestUnsigned(spec.bits()) + 1;
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        AffineRange range = calibration.range(statistics, spec.bits());
        parameters.average(MIN, range.min(), batch);
        parameters.average(MAX, range.max(), batch);
        tracking.calibrate(statistics, batch, parameters);
    }

    @Override
    public void track(ActivationStatistics statistics, Parameters parameters) {
        tracking.follow(statistics, parameters, Map.of(MIN, ActivationStatistics::min, MAX, ActivationStatistics::max));
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        AffineRange range = new AffineRange(parameters.get(MIN), parameters.get(MAX), spec.bits());
        return range.empty()
                ? Staircase.ZERO
                : range.staircase(clipGradient ? range.window() : GradientWindow.EVERYWHERE);
    }
}

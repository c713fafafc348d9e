package io.bitgap.quantizer.fqn;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Quantiles;
import java.util.List;

/**
 * Affine activations between two quantiles, averaged over the first batches and then frozen; see {@link AffineRange} for
 * the map. The gradient passes inside the nudged range, bounds included.
 *
 * <p>Source: Li et al., Fully Quantized Network for Object Detection, CVPR 2019, section 3.2.
 *
 * @param percentile the range is that of the quantiles 1-percentile and percentile
 */
record FqnActivations(QuantizerSpec spec, int calibrationBatches, double percentile) implements ActivationQuantizer {
    private static final String MIN = "rangeMin";
    private static final String MAX = "rangeMax";

    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(QuantizerParameter.statistic(MIN), QuantizerParameter.statistic(MAX));
    }

    @Override
    public int levels() {
        return SignedLevels.largestUnsigned(spec.bits()) + 1;
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        Quantiles quantiles = Quantiles.of(statistics.sample());
        parameters.average(MIN, quantiles.at(1 - percentile), batch);
        parameters.average(MAX, quantiles.at(percentile), batch);
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        AffineRange range = new AffineRange(parameters.get(MIN), parameters.get(MAX), spec.bits());
        return range.empty() ? Staircase.ZERO : range.staircase(range.window());
    }
}

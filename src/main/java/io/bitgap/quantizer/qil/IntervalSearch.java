package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import io.bitgap.quantizer.calibration.ClipSearch;
import io.bitgap.quantizer.calibration.Quantiles;
import java.util.Arrays;

/**
 * Finds the first interval in a sample. The clip point has to start wide: values above it have no gradient, so it cannot
 * find its way back to them.
 *
 * @param calibration {@code percentile}: prune and clip point are quantiles; {@code mse}: no pruning, and the clip point of
 *     least squared error; {@code max}: prune at the quantile, clip at the largest
 * @param prune share of the values below the prune point
 */
record IntervalSearch(Calibration calibration, double prune) {
    /** Of the values above 0. */
    Interval positive(double[] sample, int largest) {
        return in(Arrays.stream(sample).filter(x -> x > 0).toArray(), largest);
    }

    /** Of the magnitudes. */
    Interval magnitudes(double[] sample, int largest) {
        return in(Arrays.stream(sample).map(Math::abs).toArray(), largest);
    }

    private Interval in(double[] values, int largest) {
        Quantiles quantiles = Quantiles.of(values);
        double max = quantiles.at(1);
        if (calibration.rule() == Rule.MSE) {
            return Interval.between(0, ClipSearch.threshold(values, 0, Math.max(largest, 1)));
        }
        double clip = calibration.rule() == Rule.MAX ? max : quantiles.at(calibration.percentile());
        return Interval.between(quantiles.at(prune), clip > 0 ? clip : max);
    }
}

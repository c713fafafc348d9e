package io.bitgap.quantizer.google;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.LevelConvention;
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
 * Symmetric activations under a moving average of the largest magnitude, or of what else the calibration finds.
 *
 * <p>T is found on the first batches and follows every training batch, before it is used, see {@link Tracking}; frozen in
 * evaluation. s = T/L, y = s * rint(clamp(x, -T or 0, T)/s); the gradient passes inside the range, bounds included.
 *
 * <p>Worked number: 4 bits unsigned (L = 15), T = 2.19: s = 0.146 and x = 0.7935 becomes 5s = 0.73.
 */
record SymmetricActivations(
        QuantizerSpec spec, boolean signed, Tracking tracking, boolean clipGradient, Calibration calibration)
        implements ActivationQuantizer {
    private static final String THRESHOLD = "threshold";

    @Override
    public List<QuantizerParameter> parameters() {
        return tracking.parameters(THRESHOLD);
    }

    @Override
    public boolean parametersSurviveBits() {
        return !calibration.dependsOnBits();
    }

    @Override
    public int levels() {
        return signed ? 2 * largest() + 1 : largest() + 1;
    }

    private int largest() {
        return signed
                ? SignedLevels.largestSigned(spec.bits(), LevelConvention.BITS)
                : SignedLevels.largestUnsigned(spec.bits());
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        double threshold = calibration.threshold(statistics, signed ? -largest() : 0, largest(), 1);
        parameters.average(THRESHOLD, threshold, batch);
        tracking.calibrate(statistics, batch, parameters);
    }

    @Override
    public void track(ActivationStatistics statistics, Parameters parameters) {
        tracking.follow(statistics, parameters, Map.of(THRESHOLD, ActivationStatistics::maxAbs));
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        double threshold = parameters.get(THRESHOLD);
        int largest = largest();
        if (!(threshold > 0) || largest == 0) {
            return Staircase.ZERO;
        }
        double from = signed ? -threshold : 0;
        GradientWindow window = clipGradient ? GradientWindow.closed(from, threshold) : GradientWindow.EVERYWHERE;
        return Staircase.uniform(threshold / largest, signed ? -largest : 0, largest, 0, window);
    }
}

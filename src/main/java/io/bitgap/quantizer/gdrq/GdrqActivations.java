package io.bitgap.quantizer.gdrq;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Calibration;
import java.util.List;

/**
 * Activations clipped at a tracked multiple of their mean magnitude.
 *
 * <p>T += lambda*(k*mean |x| - T) in every training batch, before T is used; frozen in evaluation. s = T/L, y = s *
 * rint(clamp(x, -T or 0, T)/s); the gradient passes inside the range, bounds included.
 *
 * <p>Source: arXiv 1908.01477, section 3. Worked number: 4 bits unsigned (L = 15), T = 0.86: s = 0.057333.
 *
 * @param multiple k
 * @param multipleOfBits whether k was chosen for the bits
 */
record GdrqActivations(
        QuantizerSpec spec,
        boolean signed,
        int largest,
        double multiple,
        boolean multipleOfBits,
        double lambda,
        Calibration calibration)
        implements ActivationQuantizer {
    private static final String THRESHOLD = "threshold";

    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(QuantizerParameter.statistic(THRESHOLD));
    }

    @Override
    public boolean parametersSurviveBits() {
        return !multipleOfBits;
    }

    @Override
    public int levels() {
        return signed ? 2 * largest + 1 : largest + 1;
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        double threshold = calibration.threshold(statistics, signed ? -largest : 0, largest, multiple);
        parameters.average(THRESHOLD, threshold, batch);
    }

    @Override
    public void track(ActivationStatistics statistics, Parameters parameters) {
        double threshold = parameters.get(THRESHOLD);
        parameters.set(THRESHOLD, threshold + lambda * (multiple * statistics.meanAbs() - threshold));
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        double threshold = parameters.get(THRESHOLD);
        if (!(threshold > 0) || largest == 0) {
            return Staircase.ZERO;
        }
        GradientWindow window = GradientWindow.closed(signed ? -threshold : 0, threshold);
        return Staircase.uniform(threshold / largest, signed ? -largest : 0, largest, 0, window);
    }
}

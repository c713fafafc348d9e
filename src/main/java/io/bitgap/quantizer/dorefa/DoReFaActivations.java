package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Calibration;
import java.util.List;

/**
 * Activations clipped to [0,r] on n = 2^b-1 even steps: y = r*rint(clamp(x/r,0,1)*n)/n; dL/dx = dL/dy where 0 &lt;= x
 * &lt;= r. Nothing is learned.
 *
 * <p>The paper has r = 1 and leaves open which bounded function brings activations there. In a network that was trained with
 * ReLU most of a layer's range may lie above 1, so r is calibrated and then fixed: the bounded function is clamp(x/r,0,1), and
 * y has the units of x.
 *
 * <p>Source: arXiv 1606.06160, equation 11. Worked number: 2 bits, r = 1, x = 0.499 becomes 1/3.
 *
 * @param range r, or 0 to calibrate it
 * @param unitFormula whether the formula is that of r = 1
 */
record DoReFaActivations(QuantizerSpec spec, double range, boolean unitFormula, Calibration calibration)
        implements ActivationQuantizer {
    private static final String RANGE = "range";

    @Override
    public List<QuantizerParameter> parameters() {
        return range > 0 ? List.of() : List.of(QuantizerParameter.statistic(RANGE));
    }

    @Override
    public boolean parametersSurviveBits() {
        return false;
    }

    @Override
    public DoReFaActivations asPublished() {
        return unitFormula ? new DoReFaActivations(spec, 1, true, calibration) : this;
    }

    @Override
    public int levels() {
        return largest() + 1;
    }

    private int largest() {
        return SignedLevels.largestUnsigned(spec.bits());
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        if (range == 0) {
            parameters.average(RANGE, calibration.threshold(statistics, 0, largest(), 1), batch);
        }
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        double upper = range > 0 ? range : parameters.get(RANGE);
        return upper > 0
                ? Staircase.uniform(upper / largest(), 0, largest(), 0, GradientWindow.closed(0, upper))
                : Staircase.ZERO;
    }
}

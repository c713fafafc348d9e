package io.bitgap.quantizer.pact;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.Calibration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Activations under a learned clip threshold a (alpha).
 *
 * <p>s = a/(2^b-1), y = s * rint(clamp(x, 0, a)/s); dL/dx = dL/dy where 0 &lt;= x &lt; a; dL/da = sum of dL/dy where x
 * &gt;= a. The threshold decays with the network's weights and stays at or above 0.001.
 *
 * <p>Signed, on both sides of 0: s = a/(2^(b-1)-1), y = s * rint(clamp(x, -a, a)/s); dL/dx = dL/dy where -a &lt; x &lt; a;
 * dL/da = sum of dL/dy where x &gt;= a minus that where x &lt;= -a. One bit has the level 0 only.
 *
 * <p>Source: arXiv 1805.06085, sections 3.1 and 3.2. Worked number: 2 bits, a = 2.441: s = 0.81367, x = 1.2476 becomes 2s
 * = 1.62733.
 *
 * @param initial first threshold, or 0 to calibrate it
 */
record PactActivations(
        QuantizerSpec spec, boolean signed, double initial, Calibration calibration, LearnedParameterOptions learning)
        implements ActivationQuantizer {
    private static final String ALPHA = "alpha";
    private static final double FLOOR = 1e-3;

    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(learning.parameter(ALPHA));
    }

    /** A threshold that was fitted to a finer grid is too wide for a coarser one. */
    @Override
    public boolean parametersSurviveBits() {
        return initial > 0 || !calibration.dependsOnBits();
    }

    @Override
    public int levels() {
        return largest() - smallest() + 1;
    }

    private int largest() {
        return signed
                ? SignedLevels.largestSigned(spec.bits(), LevelConvention.BITS)
                : SignedLevels.largestUnsigned(spec.bits());
    }

    private int smallest() {
        return signed ? -largest() : 0;
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        double alpha = initial > 0 ? initial : calibration.threshold(statistics, smallest(), largest(), 1);
        parameters.average(ALPHA, Math.max(alpha, FLOOR), batch);
    }

    @Override
    public void project(Parameters parameters) {
        parameters.set(ALPHA, Math.max(parameters.get(ALPHA), FLOOR));
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        double alpha = Math.max(parameters.get(ALPHA), FLOOR);
        if (largest() == 0) {
            return Staircase.ZERO;
        }
        GradientWindow window = new GradientWindow(signed ? -alpha : 0, !signed, alpha, false);
        return Staircase.uniform(alpha / largest(), smallest(), largest(), 0, window);
    }

    @Override
    public Set<RegionSum> needs() {
        return signed ? EnumSet.of(RegionSum.BELOW, RegionSum.ABOVE) : EnumSet.of(RegionSum.ABOVE);
    }

    @Override
    public void parameterGradients(RegionSums sums, Parameters parameters, Parameters gradients) {
        double sum = signed ? sums.above() - sums.below() : sums.above();
        gradients.set(ALPHA, largest() == 0 ? 0 : sum * learning.factor(sums.size(), largest()));
    }
}

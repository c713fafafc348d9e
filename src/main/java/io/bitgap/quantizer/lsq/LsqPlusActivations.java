package io.bitgap.quantizer.lsq;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.OutputGrid;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Activations on codes low..high of a learned step s and a learned offset o, for tensors that lie unevenly around 0: y = s *
 * rint(clamp((x-o)/s, low, high)) + o.
 *
 * <p>dL/dx = dL/dy where low &lt; (x-o)/s &lt; high. dL/ds as in {@link Steps} with x-o for x; dL/do = sum of dL/dy outside,
 * since inside the offset goes in and comes out; both times the step's gradient scale. The first values are those of the range
 * min..max that calibration finds: s = (max-min)/(high-low), o = min - low*s.
 *
 * <p>Source: arXiv 2004.09576, section 3. Worked number: 2 bits, s = 0.5, o = -0.2: x = 0.4 gives (x-o)/s = 1.2, y = 0.3.
 */
record LsqPlusActivations(QuantizerSpec spec, Steps steps) implements ActivationQuantizer {
    private static final String OFFSET = "offset";

    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(steps.learning().parameter(Steps.STEP), steps.learning().parameter(OFFSET));
    }

    @Override
    public LsqPlusActivations asPublished() {
        return new LsqPlusActivations(spec, steps.asPublished());
    }

    @Override
    public boolean parametersSurviveBits() {
        return false;
    }

    @Override
    public int levels() {
        return steps.levels();
    }

    @Override
    public void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {
        AffineRange range = steps.calibration().range(statistics, spec.bits());
        double step = steps.projected((range.max() - range.min()) / (steps.high() - steps.low()));
        parameters.average(Steps.STEP, step, batch);
        parameters.average(OFFSET, range.min() - steps.low() * step, batch);
    }

    @Override
    public void project(Parameters parameters) {
        parameters.set(Steps.STEP, steps.projected(parameters.get(Steps.STEP)));
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        double step = parameters.get(Steps.STEP);
        double offset = parameters.get(OFFSET);
        double shift = -offset / step;
        if (!(step > 0) || !Double.isFinite(shift)) {
            return Staircase.ZERO;
        }
        GradientWindow window =
                new GradientWindow(steps.low() * step + offset, false, steps.high() * step + offset, false);
        return new Staircase(step, shift, steps.low(), steps.high(), new OutputGrid(step, offset, 0), window);
    }

    @Override
    public Set<RegionSum> needs() {
        return EnumSet.of(RegionSum.BELOW, RegionSum.INSIDE_X, RegionSum.INSIDE_Y, RegionSum.ABOVE);
    }

    @Override
    public void parameterGradients(RegionSums sums, Parameters parameters, Parameters gradients) {
        gradients.set(Steps.STEP, steps.gradient(sums, parameters.get(Steps.STEP)));
        gradients.set(OFFSET, (sums.below() + sums.above()) * steps.factor(sums));
    }
}

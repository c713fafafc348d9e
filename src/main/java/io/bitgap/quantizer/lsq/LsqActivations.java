package io.bitgap.quantizer.lsq;

import io.bitgap.quantizer.ActivationQuantizer;
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

/** Activations on codes 0..2^b-1, or -2^(b-1)..2^(b-1)-1 where they are signed, of one learned step; see {@link Steps}. */
record LsqActivations(QuantizerSpec spec, Steps steps) implements ActivationQuantizer {
    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(steps.learning().parameter(Steps.STEP));
    }

    @Override
    public LsqActivations asPublished() {
        return new LsqActivations(spec, steps.asPublished());
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
        parameters.average(Steps.STEP, steps.initial(statistics), batch);
    }

    @Override
    public void project(Parameters parameters) {
        parameters.set(Steps.STEP, steps.projected(parameters.get(Steps.STEP)));
    }

    @Override
    public Staircase staircase(Parameters parameters) {
        return steps.staircase(parameters.get(Steps.STEP));
    }

    @Override
    public Set<RegionSum> needs() {
        Set<RegionSum> sums = EnumSet.of(RegionSum.INSIDE_X, RegionSum.INSIDE_Y, RegionSum.ABOVE);
        if (steps.low() < 0) {
            sums.add(RegionSum.BELOW);
        }
        return sums;
    }

    @Override
    public void parameterGradients(RegionSums sums, Parameters parameters, Parameters gradients) {
        gradients.set(Steps.STEP, steps.gradient(sums, parameters.get(Steps.STEP)));
    }
}

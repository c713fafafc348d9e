package io.bitgap.quantizer.lsq;

import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.tensor.StaircaseWeights;
import io.bitgap.quantizer.tensor.WeightSlice;
import io.bitgap.quantizer.tensor.WeightValues;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights on codes -2^(b-1)..2^(b-1)-1 of one learned step; see {@link Steps}. */
record LsqWeights(QuantizerSpec spec, Steps steps) implements StaircaseWeights {
    @Override
    public List<QuantizerParameter> parameters() {
        return List.of(steps.learning().parameter(Steps.STEP));
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
    public long channelsAMap(long channels) {
        return channels;
    }

    @Override
    public void calibrate(INDArray weights, Parameters parameters) {
        parameters.set(Steps.STEP, steps.initial(WeightValues.statistics(weights)));
    }

    @Override
    public void project(Parameters parameters) {
        parameters.set(Steps.STEP, steps.projected(parameters.get(Steps.STEP)));
    }

    @Override
    public Staircase map(WeightSlice weights, Parameters parameters) {
        return steps.staircase(parameters.get(Steps.STEP));
    }

    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        double step = parameters.get(Steps.STEP);
        return WeightSlice.whole(weights).mapped(tile -> tile.clamp(steps.low() * step, steps.high() * step));
    }

    @Override
    public void learn(RegionSums sums, Parameters parameters, Parameters gradients) {
        gradients.set(Steps.STEP, steps.gradient(sums, parameters.get(Steps.STEP)));
    }
}

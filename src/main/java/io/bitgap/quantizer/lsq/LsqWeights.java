package io.bitgap.quantizer.lsq;

import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.calibration.ArrayStatistics;
import io.bitgap.quantizer.tensor.StaircaseWeights;
import io.bitgap.quantizer.tensor.WeightSlice;
import io.bitgap.quantizer.tensor.WeightValues;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights on codes -2^(b-1)..2^(b-1)-1 of one learned step, or of one for each output channel; see {@link Steps}. */
record LsqWeights(QuantizerSpec spec, Steps steps, boolean perChannel) implements StaircaseWeights {
    @Override
    public List<QuantizerParameter> parameters() {
        QuantizerParameter step = steps.learning().parameter(Steps.STEP);
        return List.of(perChannel ? step.ofEachChannel() : step);
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
        return perChannel ? 1 : channels;
    }

    @Override
    public void calibrate(INDArray weights, Parameters parameters) {
        double[] values = WeightValues.of(weights);
        int maps = perChannel ? (int) weights.size(0) : 1;
        int length = values.length / maps;
        for (int map = 0; map < maps; map++) {
            double[] own = Arrays.copyOfRange(values, map * length, (map + 1) * length);
            (perChannel ? parameters.channel(map) : parameters)
                    .set(Steps.STEP, steps.initial(new ArrayStatistics(own)));
        }
    }

    @Override
    public void project(Parameters parameters) {
        parameters.change(Steps.STEP, steps::projected);
    }

    @Override
    public Staircase map(WeightSlice weights, Parameters parameters) {
        return steps.staircase(parameters.get(Steps.STEP));
    }

    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        return clipped(
                weights,
                parameters,
                own -> steps.low() * own.get(Steps.STEP),
                own -> steps.high() * own.get(Steps.STEP));
    }

    @Override
    public void learn(RegionSums sums, Parameters parameters, Parameters gradients) {
        gradients.set(Steps.STEP, steps.gradient(sums, parameters.get(Steps.STEP)));
    }
}

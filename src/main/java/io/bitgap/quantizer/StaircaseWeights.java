package io.bitgap.quantizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights under one {@link Staircase} for every so many output channels. */
public interface StaircaseWeights extends WeightQuantizer {
    /**
     * How many consecutive output channels share a map; the last map may have fewer.
     *
     * @param channels output channels of the tensor, the answer when one map serves all
     */
    long channelsAMap(long channels);

    /** The map of some channels. */
    Staircase map(WeightSlice weights, Parameters parameters);

    /** Whether the gradient passes everywhere, so that {@link #backward} has nothing to do. */
    default boolean straightThrough() {
        return false;
    }

    /**
     * dL/dp of learned parameters.
     *
     * @param sums of one map; only quantizers with a single map learn
     */
    default void learn(RegionSums sums, Parameters parameters, Parameters gradients) {}

    @Override
    default INDArray quantize(INDArray weights, Parameters parameters) {
        return eachSlice(weights, slice -> map(slice, parameters).forward(slice.values(), slice.from(), slice.to()));
    }

    /** A new array of what an action makes of the values of every slice. */
    default INDArray eachSlice(INDArray weights, Consumer<WeightSlice> action) {
        double[] values = WeightValues.of(weights);
        slices(weights, values).forEach(action);
        return WeightValues.like(weights, values);
    }

    @Override
    default void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        if (straightThrough()) {
            return;
        }
        double[] values = WeightValues.of(weights);
        double[] upstream = WeightValues.of(gradient);
        for (WeightSlice slice : slices(weights, values)) {
            Staircase map = map(slice, parameters);
            if (parameters().isEmpty()) {
                map.mask(values, upstream, slice.from(), slice.to());
            } else {
                learn(map.backward(values, upstream, slice.from(), slice.to()), parameters, gradients);
            }
        }
        WeightValues.put(upstream, gradient);
    }

    @Override
    default Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        List<Staircase> maps = slices(weights, WeightValues.of(weights)).stream()
                .map(slice -> map(slice, parameters))
                .toList();
        return Optional.of(new AffineGrid(
                maps.stream()
                        .mapToDouble(map -> map.levels() == 1 ? 0 : map.outputScale())
                        .toArray(),
                maps.stream().mapToInt(Staircase::zeroPoint).toArray()));
    }

    @Override
    default INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return eachSlice(weights, slice -> {
            Staircase map = map(slice, parameters);
            for (int i = slice.from(); i < slice.to(); i++) {
                slice.values()[i] = map.step(slice.values()[i]) + map.zeroPoint();
            }
        });
    }

    @Override
    default CodeMap codeMap(INDArray weights, Parameters parameters) {
        long channels = weights.rank() == 0 ? 1 : weights.size(0);
        AffineGrid grid = grid(weights, parameters).orElseThrow();
        double[] zeroPoints = Arrays.stream(grid.zeroPoint()).asDoubleStream().toArray();
        return CodeMap.perGroup(channels, channelsAMap(channels), grid.scale(), zeroPoints);
    }

    private List<WeightSlice> slices(INDArray weights, double[] values) {
        long channels = weights.rank() == 0 ? 1 : weights.size(0);
        long length = values.length / channels * channelsAMap(channels);
        List<WeightSlice> slices = new ArrayList<>();
        for (long from = 0; from < values.length; from += length) {
            slices.add(new WeightSlice(values, (int) from, (int) Math.min(from + length, values.length)));
        }
        return slices;
    }
}

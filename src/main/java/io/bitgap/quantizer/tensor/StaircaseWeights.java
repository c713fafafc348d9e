package io.bitgap.quantizer.tensor;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights under one {@code Staircase} for every so many output channels. */
public interface StaircaseWeights extends WeightQuantizer {
    /**
     * How many consecutive output channels share a map; the last map may have fewer.
     *
     * @param channels output channels of the tensor, the answer when one map serves all
     */
    long channelsAMap(long channels);

    /**
     * The map of some channels.
     *
     * @param parameters of these channels
     */
    Staircase map(WeightSlice weights, Parameters parameters);

    /** Those that a slice has to itself, or that all share. */
    private Parameters of(WeightSlice slice, Parameters all) {
        return parameters().stream().anyMatch(QuantizerParameter::perChannel) ? all.channel(slice.number()) : all;
    }

    private Staircase mapOf(WeightSlice slice, Parameters all) {
        return map(slice, of(slice, all));
    }

    /** The weights inside the range of their map, in a new array. */
    default INDArray clipped(
            INDArray weights,
            Parameters parameters,
            ToDoubleFunction<Parameters> low,
            ToDoubleFunction<Parameters> high) {
        INDArray result = WeightValues.room(weights);
        eachSlice(weights, result, slice -> {
            Parameters own = of(slice, parameters);
            double from = low.applyAsDouble(own);
            double to = high.applyAsDouble(own);
            return tile -> tile.clamp(from, to);
        });
        return result;
    }

    /** Whether the gradient passes everywhere, so that {@link #backward} has nothing to do. */
    default boolean straightThrough() {
        return false;
    }

    /**
     * dL/dp of learned parameters.
     *
     * @param sums of one map; quantizers with several learn something in each channel
     */
    default void learn(RegionSums sums, Parameters parameters, Parameters gradients) {}

    @Override
    default void quantize(INDArray weights, INDArray result, Parameters parameters) {
        eachSlice(weights, result, slice -> {
            Staircase map = mapOf(slice, parameters);
            return tile -> map.forward(tile.x(), 0, tile.length());
        });
    }

    /** Puts what an action, which may differ from slice to slice, makes of the weights in an array of the same shape. */
    default void eachSlice(INDArray weights, INDArray result, Function<WeightSlice, Consumer<Tile>> action) {
        TiledArray tiled = TiledArray.result(result);
        each(weights, slice -> slice.map(tiled, action.apply(slice)));
        tiled.finish();
    }

    @Override
    default void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        if (straightThrough()) {
            return;
        }
        TiledArray tiled = TiledArray.of(gradient);
        each(weights, slice -> {
            Staircase map = mapOf(slice, parameters);
            if (parameters().isEmpty()) {
                slice.backward(tiled, tile -> map.mask(tile.x(), tile.gradient(), 0, tile.length()));
            } else {
                learn(
                        slice.backward(
                                tiled,
                                tile -> map.backward(tile.x(), tile.gradient(), 0, tile.length()),
                                RegionSums::plus),
                        of(slice, parameters),
                        of(slice, gradients));
            }
        });
        tiled.finish();
    }

    @Override
    default Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        List<Staircase> maps = new ArrayList<>();
        TiledArray tiled = TiledArray.of(weights);
        for (int slice = 0; slice < slices(tiled); slice++) {
            maps.add(mapOf(slice(tiled, slice), parameters));
        }
        return Optional.of(new AffineGrid(
                maps.stream()
                        .mapToDouble(map -> map.levels() == 1 ? 0 : map.outputScale())
                        .toArray(),
                maps.stream().mapToInt(Staircase::zeroPoint).toArray()));
    }

    @Override
    default INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        INDArray codes = WeightValues.room(weights);
        eachSlice(weights, codes, slice -> {
            Staircase map = mapOf(slice, parameters);
            return tile -> {
                for (int i = 0; i < tile.length(); i++) {
                    tile.x()[i] = map.step(tile.x()[i]) + map.zeroPoint();
                }
            };
        });
        return codes;
    }

    @Override
    default CodeMap codeMap(INDArray weights, Parameters parameters) {
        long channels = weights.rank() == 0 ? 1 : weights.size(0);
        AffineGrid grid = grid(weights, parameters).orElseThrow();
        double[] zeroPoints = Arrays.stream(grid.zeroPoint()).asDoubleStream().toArray();
        return CodeMap.perGroup(channels, channelsAMap(channels), grid.scale(), zeroPoints);
    }

    /** Cores share the slices, or the parts of long ones. */
    private void each(INDArray weights, Consumer<WeightSlice> action) {
        TiledArray tiled = TiledArray.of(weights);
        int slicesAPart = Math.max(1, ParallelReduce.LENGTH / sliceLength(tiled));
        ParallelReduce.each(
                0,
                slices(tiled),
                slicesAPart,
                (from, to) -> {
                    for (int slice = from; slice < to; slice++) {
                        action.accept(slice(tiled, slice));
                    }
                    return true;
                },
                Boolean::logicalAnd);
    }

    private WeightSlice slice(TiledArray weights, int number) {
        int length = sliceLength(weights);
        return new WeightSlice(weights, number, number * length, Math.min((number + 1) * length, weights.length()));
    }

    private int slices(TiledArray weights) {
        return (weights.length() - 1) / sliceLength(weights) + 1;
    }

    private int sliceLength(TiledArray weights) {
        long channels = weights.array().rank() == 0 ? 1 : weights.array().size(0);
        return (int) (weights.length() / channels * channelsAMap(channels));
    }
}

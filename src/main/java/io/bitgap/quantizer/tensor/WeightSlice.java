package io.bitgap.quantizer.tensor;

import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of consecutive output channels: elements from..to-1 of the tensor, row-major. */
public final class WeightSlice {
    private final TiledArray weights;
    private final int number;
    private final int from;
    private final int to;

    WeightSlice(TiledArray weights, int number, int from, int to) {
        this.weights = weights;
        this.number = number;
        this.from = from;
        this.to = to;
    }

    /** All weights of a tensor. */
    public static WeightSlice whole(INDArray weights) {
        TiledArray tiled = TiledArray.of(weights);
        return new WeightSlice(tiled, 0, 0, tiled.length());
    }

    /** Which one of the tensor it is, from 0. */
    int number() {
        return number;
    }

    public int length() {
        return to - from;
    }

    public double min() {
        return fold(Tile::min, Math::min);
    }

    public double max() {
        return fold(Tile::max, Math::max);
    }

    public double maxAbs() {
        return fold(Tile::maxAbs, Math::max);
    }

    public double meanAbs() {
        return fold(Tile::sumAbs, Double::sum) / length();
    }

    /** What is made of every tile, put together. */
    public <T> T fold(Function<Tile, T> work, BinaryOperator<T> both) {
        return each((at, tile) -> work.apply(tile), both);
    }

    /** Where the largest magnitude is, the first of equals. */
    public int largest() {
        Peak peak = each((at, tile) -> new Peak(tile.maxAbs(), at), (a, b) -> b.magnitude > a.magnitude ? b : a);
        for (int at = peak.tile; at < to; at++) {
            if (Math.abs(weights.get(at)) == peak.magnitude) {
                return at;
            }
        }
        return peak.tile;
    }

    private record Peak(double magnitude, int tile) {}

    public double get(int at) {
        return weights.get(at);
    }

    /** What is made of the weights, in a new tensor. */
    public INDArray mapped(Consumer<Tile> work) {
        INDArray result = WeightValues.room(weights.array());
        map(result, work);
        return result;
    }

    /** Puts what is made of the weights in a tensor of the same shape. */
    public void map(INDArray result, Consumer<Tile> work) {
        TiledArray tiled = TiledArray.result(result);
        map(tiled, work);
        tiled.finish();
    }

    void map(TiledArray result, Consumer<Tile> work) {
        each(
                (at, tile) -> {
                    work.accept(tile);
                    result.write(at, tile, tile.x());
                    return true;
                },
                Boolean::logicalAnd);
    }

    /**
     * Puts dL/dx in place of dL/dy.
     *
     * @param gradient of the whole tensor
     * @return what is made of every tile, put together
     */
    public <T> T backward(TiledArray gradient, Function<Tile, T> work, BinaryOperator<T> both) {
        return each(
                (at, tile) -> {
                    gradient.read(at, tile, tile.gradient());
                    T sums = work.apply(tile);
                    gradient.write(at, tile, tile.gradient());
                    return sums;
                },
                both);
    }

    /** Puts dL/dx in place of dL/dy. */
    public void backward(TiledArray gradient, Consumer<Tile> work) {
        Function<Tile, Boolean> all = tile -> {
            work.accept(tile);
            return true;
        };
        backward(gradient, all, Boolean::logicalAnd);
    }

    @FunctionalInterface
    private interface Step<T> {
        T of(int at, Tile tile);
    }

    private <T> T each(Step<T> step, BinaryOperator<T> both) {
        return ParallelReduce.each(
                from, to, ParallelReduce.LENGTH, (begin, end) -> tiles(begin, end, step, both), both);
    }

    private <T> T tiles(int begin, int end, Step<T> step, BinaryOperator<T> both) {
        T all = tile(begin, end, step);
        for (int at = begin + Tile.LENGTH; at < end; at += Tile.LENGTH) {
            all = both.apply(all, tile(at, end, step));
        }
        return all;
    }

    private <T> T tile(int at, int end, Step<T> step) {
        Tile tile = Tile.own(Math.min(Tile.LENGTH, end - at));
        weights.read(at, tile, tile.x());
        return step.of(at, tile);
    }
}

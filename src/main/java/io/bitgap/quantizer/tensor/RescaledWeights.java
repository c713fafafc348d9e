package io.bitgap.quantizer.tensor;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Quantized weights with their magnitude: y_c = m_c * q(w)_c in output channel c, where m_c = sum of w*q / sum of q*q over the
 * channel, the factor of least squared error, and 0 where every q is.
 *
 * <p>The factor counts as a constant in the gradient: dL/dw is the plain quantizer's for m_c * dL/dy, and so are those of its
 * parameters. Where m_c is 0 the gradient passes as if it were 1, so that the weights can leave that state.
 *
 * <p>Source: arXiv 1603.05279, section 3.1, whose mean |w| is this factor for q = sign(w). Worked number: w = (1, -3) under q =
 * (1/3, -1) has m = (1/3 + 3) / (1/9 + 1) = 3 and y = (1, -3).
 */
public record RescaledWeights(WeightQuantizer plain) implements WeightQuantizer {
    @Override
    public QuantizerSpec spec() {
        return plain.spec();
    }

    @Override
    public List<QuantizerParameter> parameters() {
        return plain.parameters();
    }

    @Override
    public boolean parametersSurviveBits() {
        return plain.parametersSurviveBits();
    }

    @Override
    public RescaledWeights asPublished() {
        return new RescaledWeights((WeightQuantizer) plain.asPublished());
    }

    @Override
    public int levels() {
        return plain.levels();
    }

    @Override
    public void calibrate(INDArray weights, Parameters parameters) {
        plain.calibrate(weights, parameters);
    }

    @Override
    public void project(Parameters parameters) {
        plain.project(parameters);
    }

    @Override
    public INDArray clip(INDArray weights, Parameters parameters) {
        return plain.clip(weights, parameters);
    }

    @Override
    public void quantize(INDArray weights, INDArray result, Parameters parameters) {
        plain.quantize(weights, result, parameters);
        multiply(result, factors(weights, result));
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        double[] factors = factors(weights, plain.quantize(weights, parameters));
        for (int channel = 0; channel < factors.length; channel++) {
            factors[channel] = factors[channel] > 0 ? factors[channel] : 1;
        }
        multiply(gradient, factors);
        plain.backward(weights, gradient, parameters, gradients);
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return plain.codes(weights, plain.quantize(weights, parameters), parameters);
    }

    @Override
    public CodeMap codeMap(INDArray weights, Parameters parameters) {
        CodeMap map = plain.codeMap(weights, parameters);
        double[] scale = factors(weights, plain.quantize(weights, parameters));
        for (int channel = 0; channel < scale.length; channel++) {
            scale[channel] *= map.scale()[channel];
        }
        return new CodeMap(scale, map.zeroPoint());
    }

    /** m, one an output channel. A quantized weight never has the other sign, so none is negative. */
    private static double[] factors(INDArray weights, INDArray quantized) {
        TiledArray w = TiledArray.of(weights);
        TiledArray q = TiledArray.of(quantized);
        double[] factors = new double[Math.toIntExact(weights.size(0))];
        eachChannel(w, factors.length, (channel, slice) -> {
            Fit fit = slice.backward(q, Fit::of, Fit::plus);
            factors[channel] = fit.squares > 0 ? fit.products / fit.squares : 0;
        });
        return factors;
    }

    /** Sums of w*q and of q*q. */
    private record Fit(double products, double squares) {
        /** Quantized weights are where a tile has gradients. */
        static Fit of(Tile tile) {
            return new Fit(tile.dot(tile.x(), tile.gradient()), tile.dot(tile.gradient(), tile.gradient()));
        }

        Fit plus(Fit other) {
            return new Fit(products + other.products, squares + other.squares);
        }
    }

    private static void multiply(INDArray values, double[] factors) {
        TiledArray tiled = TiledArray.of(values);
        eachChannel(
                tiled,
                factors.length,
                (channel, slice) -> slice.map(tiled, tile -> {
                    double[] x = tile.x();
                    for (int i = 0; i < tile.length(); i++) {
                        x[i] = factors[channel] * x[i] + 0.0;
                    }
                }));
        tiled.finish();
    }

    private static void eachChannel(TiledArray weights, int channels, BiConsumer<Integer, WeightSlice> action) {
        int length = weights.length() / channels;
        ParallelReduce.each(
                0,
                channels,
                Math.max(1, ParallelReduce.LENGTH / length),
                (from, to) -> {
                    for (int channel = from; channel < to; channel++) {
                        action.accept(
                                channel, new WeightSlice(weights, channel, channel * length, (channel + 1) * length));
                    }
                    return true;
                },
                Boolean::logicalAnd);
    }
}

package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.AffineGrid;
import io.bitgap.quantizer.CodeMap;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.tensor.WeightSlice;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One bit: y = mean |w| * sign(w), with sign(0) = 1; dL/dw = dL/dy.
 *
 * <p>Source: arXiv 1606.06160, equation 7. Worked number: w = (-1, 3) becomes (-2, 2).
 */
record BinaryWeights(QuantizerSpec spec) implements WeightQuantizer {
    @Override
    public int levels() {
        return 2;
    }

    @Override
    public void quantize(INDArray weights, INDArray result, Parameters parameters) {
        WeightSlice all = WeightSlice.whole(weights);
        double mean = all.meanAbs();
        all.map(result, tile -> {
            for (int i = 0; i < tile.length(); i++) {
                tile.x()[i] = tile.x()[i] >= 0 ? mean : 0.0 - mean;
            }
        });
    }

    @Override
    public void backward(INDArray weights, INDArray gradient, Parameters parameters, Parameters gradients) {
        // straight through
    }

    @Override
    public Optional<AffineGrid> grid(INDArray weights, Parameters parameters) {
        return Optional.empty();
    }

    @Override
    public INDArray codes(INDArray weights, INDArray quantized, Parameters parameters) {
        return weights.gte(0).castTo(weights.dataType());
    }

    @Override
    public CodeMap codeMap(INDArray weights, Parameters parameters) {
        return CodeMap.uniform(weights.size(0), 2 * WeightSlice.whole(weights).meanAbs(), 0.5);
    }
}

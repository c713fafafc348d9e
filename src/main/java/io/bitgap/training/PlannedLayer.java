package io.bitgap.training;

import io.bitgap.graph.AttachedLayer;
import io.bitgap.graph.InputNode;
import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer, or another vertex of a network, as a plan would quantize it.
 *
 * @param kind {@code convolution}, {@code dense}, {@code addition}, {@code pooling}, {@code batch norm}, ...
 * @param weightBits 32 = fp32
 * @param activationBits bits of its input, 32 = fp32
 * @param parameters number of weights that can be quantized
 * @param reason why it is not quantized, or ""
 * @param weightQuantizer name, or null
 * @param inputs the quantize nodes that it reads
 */
public record PlannedLayer(
        String name,
        String kind,
        int weightBits,
        int activationBits,
        long parameters,
        String reason,
        @Nullable String weightQuantizer,
        List<PlannedNode> inputs) {
    public PlannedLayer {
        inputs = List.copyOf(inputs);
    }

    static PlannedLayer of(AttachedLayer layer) {
        QuantizerSpec weights = layer.weightQuantizer();
        return new PlannedLayer(
                layer.name(),
                layer.kind(),
                weights == null ? Bits.FP32 : weights.bits(),
                layer.inputs().stream()
                        .mapToInt(node -> node.spec().bits())
                        .min()
                        .orElse(Bits.FP32),
                layer.weights(),
                layer.reason(),
                weights == null ? null : weights.quantizer(),
                layer.inputs().stream().map(PlannedLayer::node).toList());
    }

    private static PlannedNode node(InputNode node) {
        return new PlannedNode(
                node.name(), node.tensor(), node.spec().quantizer(), node.spec().bits());
    }
}

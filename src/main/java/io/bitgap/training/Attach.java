package io.bitgap.training;

import io.bitgap.graph.Operations;
import java.util.List;

/**
 * Where quantizers are attached.
 *
 * @param firstLayer the first convolution
 * @param lastLayer the last dense layer
 * @param ignore names of layers that stay fp32
 * @param operations which operations are quantized, skipped and stopped
 * @param overrides layers with quantizers or bits of their own
 */
public record Attach(
        EdgeLayer firstLayer,
        EdgeLayer lastLayer,
        List<String> ignore,
        Operations operations,
        List<LayerPlan> overrides) {
    public Attach {
        ignore = List.copyOf(ignore);
        overrides = List.copyOf(overrides);
    }
}

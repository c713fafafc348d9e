package io.bitgap.training;

import io.bitgap.graph.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where quantizers are attached. Plans that were stored before there were operations and overrides have neither.
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
        operations = given(operations, Operations.DEFAULT);
        overrides = List.copyOf(given(overrides, List.of()));
    }

    /** Convolutions and dense layers, without overrides. */
    public Attach(EdgeLayer firstLayer, EdgeLayer lastLayer, List<String> ignore) {
        this(firstLayer, lastLayer, ignore, Operations.DEFAULT, List.of());
    }

    private static <T> T given(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}

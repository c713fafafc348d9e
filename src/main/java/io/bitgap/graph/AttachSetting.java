package io.bitgap.graph;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The quantizers to attach, by place in the network.
 *
 * @param defaults every quantized operation but the first and the last layer
 * @param first the layers with weights that the network's input reaches first
 * @param last the layers with weights that nothing with weights follows
 * @param ignore names of vertices that stay fp32
 * @param operations the operations that are quantized
 * @param overrides by name; they count more than {@code first}, {@code last} and the counts of {@code operations}
 */
public record AttachSetting(
        LayerSetting defaults,
        LayerSetting first,
        LayerSetting last,
        Set<String> ignore,
        Operations operations,
        Map<String, LayerOverride> overrides) {
    /** Nothing is quantized. */
    public static final AttachSetting FP32 =
            new AttachSetting(LayerSetting.FP32, LayerSetting.FP32, LayerSetting.FP32, Set.of());

    public AttachSetting {
        ignore = Set.copyOf(ignore);
        overrides = Map.copyOf(overrides);
    }

    /** Convolutions and dense layers, without overrides. */
    public AttachSetting(LayerSetting defaults, LayerSetting first, LayerSetting last, Set<String> ignore) {
        this(defaults, first, last, ignore, Operations.DEFAULT, Map.of());
    }

    /** Where only these vertices are left: ignoring one that is gone means nothing. */
    public AttachSetting within(Set<String> vertices) {
        Set<String> left = new HashSet<>(ignore);
        left.retainAll(vertices);
        return new AttachSetting(defaults, first, last, left, operations, overrides);
    }
}

package io.bitgap.graph;

/**
 * A layer with weights and what was attached to it.
 *
 * @param kind {@code convolution} or {@code dense}
 * @param setting its quantizers
 * @param weights number of weights
 * @param reason why it stays fp32, or ""
 */
public record AttachedLayer(String name, String kind, LayerSetting setting, long weights, String reason) {}

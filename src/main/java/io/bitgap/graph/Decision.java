package io.bitgap.graph;

/**
 * The quantizers that one vertex gets.
 *
 * @param reason why nothing, or ""
 */
record Decision(LayerSetting setting, String reason) {
    static Decision quantize(LayerSetting setting, String otherwise) {
        return new Decision(setting, setting.equals(LayerSetting.FP32) ? otherwise : "");
    }

    static Decision keep(String reason) {
        return new Decision(LayerSetting.FP32, reason);
    }
}

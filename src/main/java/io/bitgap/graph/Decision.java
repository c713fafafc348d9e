package io.bitgap.graph;

/**
 * What one vertex is to get.
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

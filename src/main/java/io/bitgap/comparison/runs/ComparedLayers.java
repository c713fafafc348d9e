package io.bitgap.comparison.runs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The quantizers that runs have in common, as each run's last checkpoint has them. */
final class ComparedLayers {
    private ComparedLayers() {}

    static List<RunComparison.Layer> of(List<ComparedRows.Row> rows) {
        Map<List<String>, List<RunComparison.@Nullable LayerState>> layers = new LinkedHashMap<>();
        for (int run = 0; run < rows.size(); run++) {
            String stored = rows.get(run).quantizers();
            if (stored != null) {
                for (JsonNode layer : JsonMapper.shared().readTree(stored)) {
                    List<String> layerAndRole = List.of(
                            layer.path("layer").asString(),
                            layer.path("spec").path("role").asString().toLowerCase(Locale.ROOT));
                    layers.computeIfAbsent(layerAndRole, any -> new ArrayList<>(Collections.nCopies(rows.size(), null)))
                            .set(run, state(layer));
                }
            }
        }
        return layers.entrySet().stream()
                .filter(layer ->
                        layer.getValue().stream().filter(state -> state != null).count() > 1)
                .map(layer -> new RunComparison.Layer(
                        layer.getKey().get(0), layer.getKey().get(1), Collections.unmodifiableList(layer.getValue())))
                .toList();
    }

    private static RunComparison.LayerState state(JsonNode layer) {
        JsonNode telemetry = layer.path("telemetry");
        JsonNode used = telemetry.path("levelsUsed");
        return new RunComparison.LayerState(
                layer.path("spec").path("quantizer").asString(),
                layer.path("spec").path("bits").asInt(),
                layer.path("levels").asInt(),
                used.isNumber() ? (Integer) used.asInt() : null,
                number(telemetry.path("scale")),
                number(telemetry.path("low")),
                number(telemetry.path("high")),
                number(telemetry.path("clipped")),
                number(telemetry.path("sqnr")));
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? (Double) value.asDouble() : null;
    }
}

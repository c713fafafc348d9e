package io.bitgap.experiment.spec;

import io.bitgap.graph.Operation;
import io.bitgap.json.JsonText;
import io.bitgap.training.EdgeLayer;
import io.bitgap.training.LayerPlan;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.RolePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes where quantizers go as JSON of a spec. */
final class AttachDocument {
    private AttachDocument() {}

    static Map<String, Object> of(AttachSpec attach) {
        Map<String, Object> document = new LinkedHashMap<>();
        putEdge(document, "firstLayer", attach.firstLayer());
        putEdge(document, "lastLayer", attach.lastLayer());
        document.put("ignore", List.copyOf(attach.ignore()));
        document.put(
                "operations",
                attach.operations().quantized().stream().map(JsonText::of).toList());
        document.put("skip", counts(attach.operations().skip()));
        document.put("stop", counts(attach.operations().stop()));
        document.put(
                "overrides",
                attach.overrides().stream().map(AttachDocument::override).toList());
        return document;
    }

    /** An edge that was left out stays out: its default depends on the row. */
    private static void putEdge(Map<String, Object> document, String name, @Nullable EdgeLayer edge) {
        if (edge != null) {
            document.put(name, edge == EdgeLayer.EIGHT_BIT ? "8bit" : JsonText.of(edge));
        }
    }

    private static Map<String, Integer> counts(Map<Operation, Integer> counts) {
        Map<String, Integer> document = new LinkedHashMap<>();
        counts.forEach((operation, count) -> document.put(JsonText.of(operation), count));
        return document;
    }

    private static Map<String, Object> override(LayerPlan layer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("layer", layer.layer());
        putRole(document, "weights", layer.weights());
        putRole(document, "activations", layer.activations());
        return document;
    }

    private static void putRole(Map<String, Object> document, String name, @Nullable RolePlan role) {
        if (role != null) {
            Map<String, Object> own = new LinkedHashMap<>();
            QuantizerChoice quantizer = role.quantizer();
            if (quantizer != null) {
                own.put("quantizer", quantizer.quantizer());
                own.put("options", quantizer.options());
            }
            if (role.bits() != null) {
                own.put("bits", role.bits());
            }
            document.put(name, own);
        }
    }
}

package io.bitgap.experiment;

import io.bitgap.experiment.spec.AttachSpec;
import io.bitgap.format.NameSuggestions;
import io.bitgap.problem.FieldProblem;
import io.bitgap.training.LayerPlan;
import io.bitgap.training.PlannedLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that the layers a spec names exist and accept what it assigns to them. */
final class LayerNameCheck {
    private static final Set<String> WITH_WEIGHTS = Set.of("convolution", "dense");
    private static final Set<String> WITHOUT_WEIGHTS = Set.of("addition", "pooling");

    private final String network;
    private final Map<String, PlannedLayer> layers = new LinkedHashMap<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    private LayerNameCheck(String network, List<PlannedLayer> layers) {
        this.network = network;
        layers.forEach(layer -> this.layers.put(layer.name(), layer));
    }

    static boolean needed(AttachSpec attach) {
        return !attach.ignore().isEmpty() || !attach.overrides().isEmpty();
    }

    /** @param layers everything that the network has */
    static List<FieldProblem> of(String network, AttachSpec attach, List<PlannedLayer> layers) {
        LayerNameCheck check = new LayerNameCheck(network, layers);
        for (int index = 0; index < attach.ignore().size(); index++) {
            check.find(attach.ignore().get(index), "/attach/ignore/" + index);
        }
        for (int index = 0; index < attach.overrides().size(); index++) {
            check.override(attach.overrides().get(index), "/attach/overrides/" + index);
        }
        return check.problems;
    }

    private Optional<PlannedLayer> find(String name, String pointer) {
        PlannedLayer layer = layers.get(name);
        if (layer == null) {
            problems.add(new FieldProblem(
                    pointer,
                    "unknown-layer",
                    network + " has no layer '" + name + "'; " + NameSuggestions.hint(name, layers.keySet())));
        }
        return Optional.ofNullable(layer);
    }

    private void override(LayerPlan override, String pointer) {
        Optional<PlannedLayer> layer = find(override.layer(), pointer + "/layer");
        if (layer.isEmpty() || WITH_WEIGHTS.contains(layer.get().kind())) {
            return;
        }
        String named = "'" + override.layer() + "' (" + layer.get().kind() + ")";
        if (!WITHOUT_WEIGHTS.contains(layer.get().kind())) {
            problems.add(new FieldProblem(
                    pointer + "/layer",
                    "not-quantizable",
                    named + " is not among what can be quantized; leave the override out."));
        } else if (override.weights() != null && override.activations() == null) {
            problems.add(new FieldProblem(
                    pointer + "/weights", "no-weights", named + " has no weights; give it activations instead."));
        }
    }
}

package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.MethodSpec;
import io.bitgap.json.CanonicalJson;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Run;
import io.bitgap.training.BitWidths;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An experiment's spec cut down to one of its runs and what that starts from. */
final class SingleRunSpec {
    private static final int MAX_NAME_LENGTH = 200;

    private SingleRunSpec() {}

    /**
     * @param spec of the whole experiment
     * @param chain the run, last, behind those that it starts from
     */
    static ExperimentSpec of(ExperimentSpec spec, List<Run> chain) {
        Run run = chain.get(chain.size() - 1);
        @Nullable
        MethodSpec method = spec.methods().stream()
                .filter(each -> each.label().equals(run.method()))
                .findFirst()
                .orElse(null);
        List<BitWidths> bits = chain.stream()
                .filter(each -> each.method().equals(run.method()))
                .map(Run::bits)
                .toList();
        return new ExperimentSpec(
                name(spec.name(), run),
                spec.network(),
                spec.dataset(),
                spec.images(),
                method == null ? List.of() : List.of(withoutRows(method)),
                method == null ? spec.bits() : bits,
                List.of(run.seed()),
                spec.baseline(),
                spec.recipe(),
                spec.attach(),
                spec.limits(),
                spec.levelConvention(),
                spec.priority(),
                spec.networkDefinition());
    }

    /** The stored spec as one that can be read: where a baseline alone was run again there is no method. */
    static JsonNode readable(String stored) {
        Map<String, Object> spec = new TreeMap<>(CanonicalJson.object(stored));
        if (spec.get("methods") instanceof List<?> methods && methods.isEmpty()) {
            spec.put("methods", Quantizers.with(Role.values()).subList(0, 1));
        }
        return JsonMapper.shared().valueToTree(spec);
    }

    private static MethodSpec withoutRows(MethodSpec method) {
        return new MethodSpec(
                method.label(), method.weights(), method.activations(), null, method.start(), method.recipe());
    }

    private static String name(String experiment, Run run) {
        String cell = run.method().equals(PlannedRun.BASELINE)
                ? run.method()
                : run.method() + " " + run.bits().label();
        String ending = ", again: " + cell + ", seed " + run.seed();
        int room = Math.max(1, MAX_NAME_LENGTH - ending.length());
        String name = experiment.length() <= room ? experiment : experiment.substring(0, room);
        String whole = name + ending;
        return whole.length() <= MAX_NAME_LENGTH ? whole : whole.substring(0, MAX_NAME_LENGTH);
    }
}

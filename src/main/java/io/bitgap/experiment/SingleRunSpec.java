package io.bitgap.experiment;

import io.bitgap.experiment.spec.AttachSpec;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.MethodSpec;
import io.bitgap.experiment.spec.RecipeChoice;
import io.bitgap.json.CanonicalJson;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.run.Run;
import io.bitgap.run.RunPurpose;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Start;
import io.bitgap.training.TrainingPlan;
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
        boolean control = run.purpose() == RunPurpose.CONTROL;
        return new ExperimentSpec(
                name(spec.name(), run),
                spec.network(),
                spec.dataset(),
                spec.images(),
                method == null ? List.of() : List.of(withoutRows(method)),
                method == null ? spec.bits() : bits,
                List.of(run.seed()),
                spec.baseline(),
                control ? recipe(run, spec.attach()) : spec.recipe(),
                spec.attach(),
                spec.limits(),
                control,
                spec.levelConvention(),
                spec.priority(),
                spec.networkDefinition());
    }

    /** Of a control, whose experiment says no more than that it wants one. */
    private static RecipeChoice recipe(Run run, AttachSpec attach) {
        TrainingPlan plan = CanonicalJson.read(run.storedPlan(), TrainingPlan.class);
        return new RecipeChoice(null, plan.recipe(), Start.FP32, attach);
    }

    /** The stored spec as one that can be read: where an fp32 run alone was run again there is no method. */
    static JsonNode readable(String stored) {
        Map<String, Object> spec = new TreeMap<>(CanonicalJson.object(stored));
        if (spec.get("methods") instanceof List<?> methods && methods.isEmpty()) {
            // any will do that the recipe of a control can train
            spec.put("methods", List.of(Quantizers.standIn()));
        }
        return JsonMapper.shared().valueToTree(spec);
    }

    private static MethodSpec withoutRows(MethodSpec method) {
        return new MethodSpec(
                method.label(), method.weights(), method.activations(), null, method.start(), method.recipe());
    }

    private static String name(String experiment, Run run) {
        String cell = run.purpose() == RunPurpose.QUANTIZED
                ? run.method() + " " + run.bits().label()
                : run.method();
        String ending = ", again: " + cell + ", seed " + run.seed();
        int room = Math.max(1, MAX_NAME_LENGTH - ending.length());
        String name = experiment.length() <= room ? experiment : experiment.substring(0, room);
        String whole = name + ending;
        return whole.length() <= MAX_NAME_LENGTH ? whole : whole.substring(0, MAX_NAME_LENGTH);
    }
}

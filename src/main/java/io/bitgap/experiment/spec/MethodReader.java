package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.json.PlainValues;
import io.bitgap.problem.FieldProblem;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.BitWidths;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Start;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the columns of the grid: {@code "pact"}, {@code "w-google-act-pact"}, or an object with options. */
final class MethodReader {
    private static final int MAX_METHODS = 50;
    private static final int MAX_LABEL_LENGTH = 100;
    private static final Map<String, Start> STARTS =
            new TreeMap<>(Map.of("fp32", Start.FP32, "scratch", Start.SCRATCH, "progressive", Start.PROGRESSIVE));

    private final JsonProblems problems;
    private final RecipeChoiceReader recipes;

    MethodReader(JsonProblems problems, RecipeChoiceReader recipes) {
        this.problems = problems;
        this.recipes = recipes;
    }

    List<MethodSpec> read(JsonNode node, String pointer) {
        List<MethodSpec> methods = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        int index = 0;
        for (JsonNode element : JsonObjectReader.array(node, pointer, MAX_METHODS, problems)) {
            String place = pointer + "/" + index++;
            Optional<MethodSpec> method = element.isString() ? fromName(element, place) : fromObject(element, place);
            method.ifPresent(read -> {
                checkLabel(read.label(), place, labels);
                methods.add(read);
            });
        }
        return methods;
    }

    private void checkLabel(String label, String place, Set<String> labels) {
        if (label.equalsIgnoreCase(PlannedRun.BASELINE)
                || label.toLowerCase(Locale.ROOT).startsWith(PlannedRun.CONTROL)) {
            problems.add(
                    place,
                    "reserved-label",
                    "The labels fp32 and " + PlannedRun.CONTROL
                            + " belong to runs without quantizers; give the method another.");
        } else if (!labels.add(label)) {
            problems.add(
                    place,
                    "duplicate-method",
                    "There are two methods " + JsonText.quote(label)
                            + "; leave one out or give it a label of its own.");
        }
    }

    private Optional<MethodSpec> fromName(JsonNode node, String place) {
        Optional<String> name = JsonObjectReader.text(node, place, MAX_LABEL_LENGTH, problems);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        QuantizerPair pair = QuantizerPair.named(name.get());
        Optional<QuantizerChoice> w = choice(pair.weights(), Role.WEIGHTS, Map.of(), place, place);
        if (w.isEmpty() && pair.weights().equals(pair.activations())) {
            return Optional.empty();
        }
        Optional<QuantizerChoice> a = choice(pair.activations(), Role.ACTIVATIONS, Map.of(), place, place);
        return method(Optional.empty(), w, a, new Training(null, null, null), place);
    }

    private Optional<MethodSpec> fromObject(JsonNode node, String place) {
        if (!node.isObject()) {
            problems.add(
                    place,
                    "wrong-type",
                    "must be a name like pact or w-google-act-pact, or an object with weights and activations, not "
                            + JsonObjectReader.kind(node) + ".");
            return Optional.empty();
        }
        Optional<JsonObjectReader> fields = JsonObjectReader.of(
                node, place, problems, "label", "weights", "activations", "bits", "start", "recipe");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> label = fields.get().text("label", MAX_LABEL_LENGTH);
        Optional<QuantizerChoice> weights = role(fields.get(), "weights", Role.WEIGHTS);
        Optional<QuantizerChoice> activations = role(fields.get(), "activations", Role.ACTIVATIONS);
        return method(label, weights, activations, training(fields.get()), place);
    }

    /** Where a method's runs differ from those of the experiment. */
    private record Training(
            @Nullable List<BitWidths> bits,
            @Nullable Start start,
            @Nullable RecipeChoice recipe) {}

    private Training training(JsonObjectReader fields) {
        @Nullable
        RecipeChoice recipe = fields.node("recipe")
                .map(node -> recipes.read(node, fields.pointer("recipe")))
                .orElse(null);
        @Nullable
        List<BitWidths> bits = fields.node("bits")
                .map(node -> new BitsReader(problems).read(node, fields.pointer("bits")))
                .orElse(null);
        return new Training(bits, fields.choice("start", STARTS).orElse(null), recipe);
    }

    private Optional<QuantizerChoice> role(JsonObjectReader fields, String name, Role role) {
        Optional<JsonNode> node = fields.node(name);
        if (node.isEmpty()) {
            return Optional.of(QuantizerChoice.NONE);
        }
        String place = fields.pointer(name);
        if (node.get().isString()) {
            return JsonObjectReader.text(node.get(), place, MAX_LABEL_LENGTH, problems)
                    .flatMap(quantizer -> choice(quantizer, role, Map.of(), place, place));
        }
        return JsonObjectReader.of(node.get(), place, problems, "quantizer", "options")
                .flatMap(choice -> {
                    Map<String, Object> options = choice.node("options")
                            .map(given -> new PlainValues(problems).read(given, choice.pointer("options")))
                            .orElse(Map.of());
                    return choice.required("quantizer", "name one of " + known())
                            .flatMap(named -> choice.text("quantizer", MAX_LABEL_LENGTH))
                            .flatMap(quantizer -> choice(
                                    quantizer, role, options, choice.pointer("quantizer"), choice.pointer("options")));
                });
    }

    /** A quantizer that exists, has the role and takes the options. */
    Optional<QuantizerChoice> choice(
            String name, Role role, Map<String, Object> options, String place, String optionsPlace) {
        if (name.equals(QuantizerChoice.NONE.quantizer())) {
            if (!options.isEmpty()) {
                problems.add(optionsPlace, "unknown-option", "none has no options.");
            }
            return Optional.of(QuantizerChoice.NONE);
        }
        Optional<QuantizerDescription> quantizer = Quantizers.find(name);
        if (quantizer.isEmpty()) {
            problems.add(
                    place,
                    "unknown-quantizer",
                    "There is no quantizer " + JsonText.quote(name) + "; there are " + known() + ".");
            return Optional.empty();
        }
        String canonical = quantizer.get().name();
        if (!quantizer.get().options().containsKey(role)) {
            problems.add(place, "no-such-role", canonical + " does not quantize " + role.word() + ".");
            return Optional.empty();
        }
        for (FieldProblem wrong : Quantizers.check(canonical, role, options)) {
            problems.add(optionsPlace + wrong.pointer(), wrong.code(), wrong.message());
        }
        return Optional.of(new QuantizerChoice(canonical, options));
    }

    private Optional<MethodSpec> method(
            Optional<String> label,
            Optional<QuantizerChoice> weights,
            Optional<QuantizerChoice> activations,
            Training training,
            String place) {
        if (weights.isEmpty() || activations.isEmpty()) {
            return Optional.empty();
        }
        MethodSpec method = new MethodSpec(
                label.orElseGet(() -> label(weights.get(), activations.get())),
                weights.get(),
                activations.get(),
                training.bits(),
                training.start(),
                training.recipe());
        if (!method.quantizesWeights() && !method.quantizesActivations()) {
            problems.add(
                    place, "quantizes-nothing", "quantizes neither weights nor activations; name a quantizer for one.");
            return Optional.empty();
        }
        return Optional.of(method);
    }

    private static String label(QuantizerChoice weights, QuantizerChoice activations) {
        String name = new QuantizerPair(weights.quantizer(), activations.quantizer()).name();
        return Quantizers.family(weights.quantizer())
                .flatMap(family -> family.variant(weights.options()))
                .map(variant -> name + " " + variant)
                .orElse(name);
    }

    private String known() {
        return JsonText.list(Quantizers.with());
    }
}

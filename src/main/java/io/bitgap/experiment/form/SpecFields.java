package io.bitgap.experiment.form;

import io.bitgap.experiment.spec.RecipeSchema;
import java.util.List;
import java.util.stream.Stream;

/** Every field of the form that is no part of its grid, in the order of the JSON. */
final class SpecFields {
    private static final List<String> EDGES = List.of("keep", "8bit", "same");

    static final SpecField NAME = typed("name", "Name", "", FieldKind.TEXT, "PACT at four bits");
    static final SpecField NETWORK = typed("network", "Network", "", FieldKind.TEXT, "");
    static final SpecField DATASET = typed("dataset", "Data set", "", FieldKind.TEXT, "");
    static final SpecField SEEDS = typed("seeds", "Seeds", "each makes the whole grid again", FieldKind.NUMBERS, "1");
    static final List<SpecField> BASELINE = SpecField.of("baseline.", RecipeSchema.baseline());
    static final SpecField PRESET = typed("recipe.name", "Recipe", "", FieldKind.TEXT, "");
    static final List<SpecField> RECIPE = SpecField.of("recipe.", RecipeSchema.quantized());
    static final List<SpecField> ATTACH = List.of(
            chosen("attach.firstLayer", "First layer", "left out: fp32, but like the others at 8 bits", EDGES),
            chosen("attach.lastLayer", "Last layer", "left out: fp32, but like the others at 8 bits", EDGES),
            typed("attach.ignore", "Ignored layers", "by name, commas between them", FieldKind.LINES, "none"));
    static final List<SpecField> LIMITS = List.of(
            typed("limits.trainExamples", "Training images", "fewer make it quick", FieldKind.NUMBER, "all"),
            typed("limits.testExamples", "Test images", "fewer make it less certain", FieldKind.NUMBER, "all"));
    static final List<SpecField> QUEUE = List.of(
            chosen(
                    "levelConvention",
                    "Levels of b bits",
                    "bits: 2 to the power of b; origin: as the origin's tables count",
                    List.of("bits", "origin")),
            typed("priority", "Priority", "-1000 to 1000, higher runs earlier", FieldKind.NUMBER, "0"));

    private SpecFields() {}

    /** Those that stand before methods and bits in the JSON. */
    static List<SpecField> beforeGrid() {
        return List.of(NAME, NETWORK, DATASET);
    }

    static List<SpecField> afterGrid() {
        return Stream.of(List.of(SEEDS), BASELINE, List.of(PRESET), RECIPE, ATTACH, LIMITS, QUEUE)
                .flatMap(List::stream)
                .toList();
    }

    static List<SpecField> all() {
        return Stream.concat(beforeGrid().stream(), afterGrid().stream()).toList();
    }

    private static SpecField typed(String name, String label, String hint, FieldKind kind, String usual) {
        return new SpecField(name, label, hint, kind, List.of(), usual);
    }

    private static SpecField chosen(String name, String label, String hint, List<String> choices) {
        return new SpecField(name, label, hint, FieldKind.CHOICE, choices, "");
    }
}

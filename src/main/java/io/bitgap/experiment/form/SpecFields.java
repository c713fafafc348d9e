package io.bitgap.experiment.form;

import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import io.bitgap.json.JsonText;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every field of the form that is no part of its grid, in the order of the JSON. */
final class SpecFields {
    private static final List<String> EDGES = List.of("keep", "8bit", "same");

    static final FormField NAME = FormField.typed("name", "Name", "", FieldKind.TEXT, "PACT at four bits");
    /** What there is to choose from is added when it is shown. */
    static final FormField NETWORK = FormField.chosen("network", "Network", "", List.of(), "");
    /** What there is to choose from is added when it is shown. */
    static final FormField DATASET = FormField.chosen("dataset", "Data set", "", List.of(), "");

    static final FormField SEEDS =
            FormField.typed("seeds", "Seeds", "each makes the whole grid again", FieldKind.NUMBERS, "1");
    static final FormField CONTROL = FormField.flag(
            "control",
            "fp32 trained on as the quantized runs are",
            "so that gaps leave out what more training does",
            "true");
    static final List<FormField> BASELINE = recipe("baseline.", RecipeFields.OF_ALL_RUNS, Recipes.defaultBaseline());
    static final FormField PRESET = FormField.chosen(
            "recipe.name",
            "Recipe",
            "empty fields below are as it has them",
            recipes(),
            "none: the values below, else as fine-tune-cosine");
    static final List<FormField> RECIPE = recipe("recipe.", RecipeFields.ALL, Recipe.fineTuning());
    static final List<FormField> ATTACH = List.of(
            FormField.words(
                    "attach.firstLayer", "First layer", "left out: fp32, but like the others at 8 bits", EDGES, ""),
            FormField.words(
                    "attach.lastLayer", "Last layer", "left out: fp32, but like the others at 8 bits", EDGES, ""),
            FormField.typed(
                    "attach.ignore", "Ignored layers", "by name, commas between them", FieldKind.LINES, "none"));
    static final List<FormField> LIMITS = List.of(
            FormField.typed(
                    "limits.trainExamples",
                    "Training images",
                    "fewer make it quick; as many of every class as can be, spread evenly over the split, the same for every seed",
                    FieldKind.WHOLE,
                    "all"),
            FormField.typed(
                    "limits.testExamples",
                    "Test images",
                    "fewer make it less certain; chosen like the training images",
                    FieldKind.WHOLE,
                    "all"),
            FormField.typed(
                    "limits.validationExamples",
                    "Validation images",
                    "taken from the training images, not trained on; by them the best epoch is chosen and a run ends early",
                    FieldKind.WHOLE,
                    "none"));
    static final List<FormField> QUEUE = List.of(
            FormField.words(
                    "levelConvention",
                    "Levels of b bits",
                    "bits: 2 to the power of b; origin: as the origin's tables count",
                    List.of("bits", "origin"),
                    ""),
            FormField.typed("priority", "Priority", "-1000 to 1000, higher runs earlier", FieldKind.NUMBER, "0"));

    private SpecFields() {}

    /** Those that stand before methods and bits in the JSON. */
    static List<FormField> beforeGrid() {
        return List.of(NAME, NETWORK, DATASET);
    }

    static List<FormField> afterGrid() {
        return Stream.of(List.of(SEEDS), BASELINE, List.of(PRESET), RECIPE, ATTACH, LIMITS, List.of(CONTROL), QUEUE)
                .flatMap(List::stream)
                .toList();
    }

    static List<FormField> all() {
        return Stream.concat(beforeGrid().stream(), afterGrid().stream()).toList();
    }

    static List<FormField.Choice> recipes() {
        return Recipes.catalogue().stream()
                .map(recipe -> new FormField.Choice(recipe.name(), recipe.name() + ": " + recipe.sentence()))
                .toList();
    }

    private static List<FormField> recipe(String prefix, List<RecipeField> fields, Recipe defaults) {
        Map<String, Object> values = SpecDocument.recipeByField(defaults);
        return fields.stream()
                .map(field -> field(field)
                        .withDefault(FieldKind.plain(values.get(field.name())))
                        .in(prefix))
                .toList();
    }

    private static FormField field(RecipeField field) {
        if (field.values() instanceof RecipeField.Word word) {
            List<String> words = word.words().stream().map(JsonText::of).toList();
            return FormField.words(field.name(), field.title(), field.hint(), words, "");
        }
        if (field.values() instanceof RecipeField.Flag) {
            return FormField.flag(field.name(), field.title(), field.hint(), "");
        }
        FieldKind kind = field.values() instanceof RecipeField.Whole
                ? FieldKind.WHOLE
                : field.values() instanceof RecipeField.Rising ? FieldKind.NUMBERS : FieldKind.NUMBER;
        return FormField.typed(field.name(), field.title(), field.hint(), kind, "");
    }
}

package io.bitgap.experiment.spec;

import io.bitgap.run.PlannedRun;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The controls of a grid: fp32 runs that are trained on from the baseline as the quantized ones are, which separates what more
 * training does from what quantization does. There is one for every distinct recipe and length.
 */
public final class Controls {
    /** By the fields of the recipe, in the order in which cells ask for them. */
    private final Map<Map<String, Object>, Recipe> recipes = new LinkedHashMap<>();

    /** @param label its name in tables; where there are several, with what differs between their recipes */
    public record Control(String label, Recipe recipe) {}

    private Controls() {}

    /** None where the spec wants none. One without methods has a control of its own recipe. */
    public static Controls of(ExperimentSpec spec) {
        Controls controls = new Controls();
        if (spec.control()) {
            Stream<Recipe> wanted = spec.methods().isEmpty()
                    ? Stream.of(spec.recipe().recipe())
                    : spec.methods().stream()
                            .flatMap(method -> GridCell.of(spec, method).stream())
                            .flatMap(cell -> cell.control().stream());
            wanted.forEach(recipe -> controls.recipes.putIfAbsent(SpecDocument.recipe(recipe), recipe));
        }
        return controls;
    }

    public List<Control> all() {
        return recipes.values().stream()
                .map(recipe -> new Control(label(recipe), recipe))
                .toList();
    }

    /** The label of a cell's control. */
    public Optional<String> of(GridCell cell) {
        return cell.control()
                .filter(recipe -> recipes.containsKey(SpecDocument.recipe(recipe)))
                .map(this::label);
    }

    private String label(Recipe recipe) {
        String differing = RecipeFields.ALL.stream()
                .filter(field ->
                        recipes.values().stream().map(field.get()).distinct().count() > 1)
                .flatMap(field -> field.get().apply(recipe).stream().map(field::text))
                .collect(Collectors.joining(", "));
        return differing.isEmpty() ? PlannedRun.CONTROL : PlannedRun.CONTROL + " " + differing;
    }
}

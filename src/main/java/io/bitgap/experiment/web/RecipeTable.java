package io.bitgap.experiment.web;

import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.form.FieldKind;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.RecipeTheme;
import io.bitgap.training.Recipes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The recipes side by side, the default one first and the baseline's last; the one that is another for every method has no
 * values of its own.
 *
 * @param columns their names
 */
record RecipeTable(List<String> columns, List<Group> groups) {
    private static final String BASELINE = "baseline";

    /** Fields of all recipes that have a theme in common. */
    record Group(String title, List<Row> rows) {}

    /** A field of all recipes. */
    record Row(String title, String hint, List<Value> values) {}

    /**
     * @param text empty where the recipe leaves it open
     * @param differs from the default recipe
     */
    record Value(String text, boolean differs) {}

    /** @param recipes the default one first */
    static RecipeTable of(List<Recipes.Named> recipes) {
        List<String> columns = new ArrayList<>();
        List<Map<String, Object>> values = new ArrayList<>();
        for (Recipes.Named recipe : recipes) {
            if (!recipe.name().equals(Recipes.PER_METHOD)) {
                columns.add(recipe.name());
                values.add(SpecDocument.recipeByField(recipe.recipe()));
            }
        }
        columns.add(BASELINE);
        values.add(SpecDocument.recipeByField(Recipes.defaultBaseline()));
        return new RecipeTable(
                columns,
                Arrays.stream(RecipeTheme.values())
                        .map(theme -> new Group(
                                theme.title(),
                                theme.of(RecipeFields.ALL).stream()
                                        .map(field -> row(field, values))
                                        .toList()))
                        .toList());
    }

    private static Row row(RecipeField field, List<Map<String, Object>> recipes) {
        boolean ofBaselines = RecipeFields.OF_ALL_RUNS.contains(field);
        Object usual = recipes.get(0).get(field.name());
        List<Value> values = new ArrayList<>();
        for (Map<String, Object> recipe : recipes) {
            boolean baseline = recipe == recipes.get(recipes.size() - 1);
            Object value = baseline && !ofBaselines ? null : recipe.get(field.name());
            values.add(new Value(text(value), !(baseline && !ofBaselines) && !Objects.equals(value, usual)));
        }
        return new Row(field.title(), field.hint(), values);
    }

    private static String text(@Nullable Object value) {
        return value instanceof Boolean yes ? (yes ? "yes" : "no") : FieldKind.plain(value);
    }

    /** What differs from the default recipe, e.g. {@code Epochs: 2}; nothing for one without a column. */
    public List<String> differences(String recipe) {
        int column = columns.indexOf(recipe);
        return column < 0
                ? List.of()
                : groups.stream()
                        .flatMap(group -> group.rows().stream())
                        .filter(row -> row.values().get(column).differs())
                        .map(row ->
                                row.title() + ": " + row.values().get(column).text())
                        .toList();
    }
}

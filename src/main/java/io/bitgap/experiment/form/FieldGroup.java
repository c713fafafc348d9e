package io.bitgap.experiment.form;

import io.bitgap.form.FormField;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeTheme;
import java.util.ArrayList;
import java.util.List;

/** Fields of a recipe that have a theme in common. */
public record FieldGroup(String title, List<FormField> fields) {
    /** So many of a recipe's fields stand before the groups. */
    static final int UNGROUPED = 2;

    /**
     * All but the first of a recipe's fields.
     *
     * @param shown those of {@code described}, in its order
     */
    static List<FieldGroup> of(List<RecipeField> described, List<FormField> shown) {
        List<RecipeField> grouped = described.subList(UNGROUPED, described.size());
        List<FieldGroup> groups = new ArrayList<>();
        for (RecipeTheme theme : RecipeTheme.values()) {
            List<FormField> own = theme.of(grouped).stream()
                    .map(field -> shown.get(described.indexOf(field)))
                    .toList();
            if (!own.isEmpty()) {
                groups.add(new FieldGroup(theme.title(), own));
            }
        }
        return groups;
    }
}

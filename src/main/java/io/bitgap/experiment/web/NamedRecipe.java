package io.bitgap.experiment.web;

import io.bitgap.experiment.spec.RecipeSchema;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.json.JsonText;
import io.bitgap.training.Recipes;
import java.util.Map;

/**
 * A recipe of the catalogue.
 *
 * @param start where the runs of a method start that does not say so itself
 * @param attach where quantizers go in an experiment that does not say so itself, as a spec would spell it out
 * @param recipe as a spec would spell it out
 * @param options JSON Schema of what a spec may say beside the name
 */
record NamedRecipe(
        String name,
        String sentence,
        String source,
        String start,
        Map<String, Object> attach,
        Map<String, Object> recipe,
        Map<String, Object> options) {
    /** It is another recipe for every method, so there is nothing to change. */
    private static final Map<String, Object> NOTHING =
            Map.of("type", "object", "additionalProperties", false, "properties", Map.of());

    static NamedRecipe of(Recipes.Named named) {
        return new NamedRecipe(
                named.name(),
                named.sentence(),
                named.source(),
                JsonText.of(named.start()),
                SpecDocument.attach(named),
                SpecDocument.recipe(named.recipe()),
                named.name().equals(Recipes.PER_METHOD) ? NOTHING : RecipeSchema.quantized());
    }
}

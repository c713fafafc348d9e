package io.bitgap.experiment.web;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.Listing;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.UnknownQuantizer;
import io.bitgap.training.Recipes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The names that a spec may use, each with one sentence and its source. */
@RestController
class CatalogueController {
    private final Datasets datasets;

    CatalogueController(Datasets datasets) {
        this.datasets = datasets;
    }

    /**
     * @param start where the runs of a method start that does not say so itself
     * @param recipe as a spec would spell it out
     */
    record NamedRecipe(String name, String sentence, String source, String start, Map<String, Object> recipe) {}

    /**
     * @param formula forward map and gradients by role, as plain text
     * @param options JSON Schema of the options by role
     * @param learned names of learned parameters by role
     */
    record QuantizerItem(
            String name,
            String sentence,
            Map<String, String> formula,
            String whenToUse,
            String source,
            Map<String, Map<String, Object>> options,
            Map<String, List<String>> learned) {
        static QuantizerItem of(QuantizerDescription quantizer) {
            return new QuantizerItem(
                    quantizer.name(),
                    quantizer.sentence(),
                    byWord(quantizer.formula()),
                    quantizer.whenToUse(),
                    quantizer.source(),
                    byWord(quantizer.options()),
                    byWord(quantizer.learned()));
        }

        private static <T> Map<String, T> byWord(Map<Role, T> byRole) {
            Map<String, T> byWord = new TreeMap<>();
            byRole.forEach((role, value) -> byWord.put(role.name().toLowerCase(Locale.ROOT), value));
            return byWord;
        }
    }

    @GetMapping("/quantizers")
    Listing<QuantizerItem> quantizers() {
        return Listing.all(
                Quantizers.catalogue().stream().map(QuantizerItem::of).toList());
    }

    @GetMapping("/quantizers/{name}")
    QuantizerItem quantizer(@PathVariable String name) {
        return Quantizers.find(name).map(QuantizerItem::of).orElseThrow(() -> new UnknownQuantizer(name));
    }

    @GetMapping("/datasets")
    Listing<DatasetDescription> datasets() {
        return Listing.all(datasets.catalogue());
    }

    @GetMapping("/recipes")
    Listing<NamedRecipe> recipes() {
        return Listing.all(Recipes.catalogue().stream()
                .map(named -> new NamedRecipe(
                        named.name(),
                        named.sentence(),
                        named.source(),
                        named.start().name().toLowerCase(Locale.ROOT),
                        SpecDocument.recipe(named.recipe())))
                .toList());
    }
}

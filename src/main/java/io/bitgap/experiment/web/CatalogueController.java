package io.bitgap.experiment.web;

import io.bitgap.dataset.Datasets;
import io.bitgap.listing.Page;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.UnknownQuantizer;
import io.bitgap.training.Recipes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
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
            byRole.forEach((role, value) -> byWord.put(role.word(), value));
            return byWord;
        }
    }

    @Operation(summary = "The quantizers, with a JSON Schema of their options")
    @GetMapping("/quantizers")
    Page<QuantizerItem> quantizers() {
        return Page.all(Quantizers.catalogue().stream().map(QuantizerItem::of).toList());
    }

    @Operation(summary = "A quantizer")
    @GetMapping("/quantizers/{name}")
    QuantizerItem quantizer(
            @Parameter(description = "name or short name", example = "google") @PathVariable String name) {
        return Quantizers.find(name).map(QuantizerItem::of).orElseThrow(() -> new UnknownQuantizer(name));
    }

    @Operation(summary = "The data sets, with the reason for those that cannot be used")
    @GetMapping("/datasets")
    Page<DatasetItem> datasets() {
        return Page.all(
                datasets.entriesWithChecksums().stream().map(DatasetItem::of).toList());
    }

    @Operation(summary = "The recipes by name, with a JSON Schema for one that is spelled out")
    @GetMapping("/recipes")
    Page<NamedRecipe> recipes() {
        return Page.all(Recipes.catalogue().stream().map(NamedRecipe::of).toList());
    }
}

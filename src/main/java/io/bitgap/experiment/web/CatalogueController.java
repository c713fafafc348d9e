package io.bitgap.experiment.web;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.Listing;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.network.NetworkDescription;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.training.Recipes;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The names that a spec may use, each with one sentence and its source. */
@RestController
class CatalogueController {
    private final Datasets datasets;

    CatalogueController(Datasets datasets) {
        this.datasets = datasets;
    }

    /** A recipe as a spec would spell it out. */
    record NamedRecipe(String name, String sentence, String source, Map<String, Object> recipe) {}

    @GetMapping("/quantizers")
    Listing<QuantizerDescription> quantizers() {
        return Listing.all(Quantizers.catalogue());
    }

    @GetMapping("/networks")
    Listing<NetworkDescription> networks() {
        return Listing.all(Networks.catalogue());
    }

    @GetMapping("/datasets")
    Listing<DatasetDescription> datasets() {
        return Listing.all(datasets.catalogue());
    }

    @GetMapping("/recipes")
    Listing<NamedRecipe> recipes() {
        return Listing.all(Recipes.catalogue().stream()
                .map(named -> new NamedRecipe(
                        named.name(), named.sentence(), named.source(), SpecDocument.recipe(named.recipe())))
                .toList());
    }
}

package io.bitgap.experiment.web;

import io.bitgap.dataset.Datasets;
import io.bitgap.training.Recipes;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The data sets and the recipes as pages. */
@Controller
class CataloguePage {
    private final Datasets datasets;

    CataloguePage(Datasets datasets) {
        this.datasets = datasets;
    }

    @GetMapping(path = "/datasets", produces = MediaType.TEXT_HTML_VALUE)
    String datasets(Model model) {
        model.addAttribute(
                "datasets",
                datasets.entriesWithChecksums().stream().map(DatasetItem::of).toList());
        return "datasets";
    }

    @GetMapping(path = "/recipes", produces = MediaType.TEXT_HTML_VALUE)
    String recipes(Model model) {
        model.addAttribute(
                "recipes", Recipes.catalogue().stream().map(NamedRecipe::of).toList());
        model.addAttribute("table", RecipeTable.of(Recipes.catalogue()));
        return "recipes";
    }
}

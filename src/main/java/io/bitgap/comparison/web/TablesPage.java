package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTable;
import io.bitgap.comparison.ComparisonTables;
import io.bitgap.comparison.MeasuredValue;
import io.bitgap.comparison.PublishedTable;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Tables as pages: the origin's, and one over experiments of the reader's choice. */
@Controller
class TablesPage {
    private static final int OFFERED = 50;
    private final Experiments experiments;
    private final ComparisonTables tables;

    TablesPage(Experiments experiments, ComparisonTables tables) {
        this.experiments = experiments;
        this.tables = tables;
    }

    @GetMapping(path = "/tables", produces = MediaType.TEXT_HTML_VALUE)
    String index(Model model) {
        model.addAttribute("cited", PublishedTable.ALL);
        model.addAttribute("experiments", experiments.latest(OFFERED));
        return "tables";
    }

    @GetMapping(path = "/tables/{name}", produces = MediaType.TEXT_HTML_VALUE)
    String cited(@PathVariable String name, Model model) {
        PublishedTable cited = PublishedTable.named(name);
        String path = "/tables/" + name;
        show(model, tables.of(cited), new TableLinks(path, path, List.of(), cited.style(), MeasuredValue.LAST));
        return "table";
    }

    @GetMapping(path = "/tables/measured", produces = MediaType.TEXT_HTML_VALUE)
    String measured(@RequestParam(defaultValue = "") List<String> experiments, TableChoice choice, Model model) {
        List<ExperimentView> chosen = TableSelection.chosen(this.experiments, experiments);
        show(model, tables.of(chosen, choice.arranged(), choice.measured()), TableSelection.of(chosen, choice));
        return "table";
    }

    private static void show(Model model, ComparisonTable table, TableLinks links) {
        model.addAttribute("table", table);
        model.addAttribute("links", links);
    }
}

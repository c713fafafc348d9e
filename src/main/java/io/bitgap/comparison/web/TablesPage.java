package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTable;
import io.bitgap.comparison.ComparisonTables;
import io.bitgap.comparison.MeasuredValue;
import io.bitgap.comparison.PublishedTable;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.listing.Page;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

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

    /** @param experiments those that are ticked to begin with */
    @GetMapping(path = "/tables", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView index(@RequestParam(defaultValue = "") List<String> experiments) {
        return choose(TableChoosing.of(this.experiments, experiments), false);
    }

    @GetMapping(path = "/tables/{name}", produces = MediaType.TEXT_HTML_VALUE)
    String cited(@PathVariable String name, Model model) {
        PublishedTable cited = PublishedTable.named(name);
        String path = "/tables/" + name;
        show(model, tables.of(cited), new TableLinks(path, path, List.of(), cited.style(), MeasuredValue.LAST));
        return "table";
    }

    @GetMapping(path = "/tables/measured", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView measured(@RequestParam(defaultValue = "") List<String> experiments, TableChoice choice, Model model) {
        TableChoosing choosing = TableChoosing.of(this.experiments, experiments);
        if (!choosing.possible()) {
            return choose(choosing, true);
        }
        List<ExperimentView> chosen = choosing.chosen();
        show(model, tables.of(chosen, choice.arranged(), choice.measured()), TableSelection.of(chosen, choice));
        return new ModelAndView("table", model.asMap());
    }

    /** @param asked whether a table of the chosen ones was wanted, and cannot be made */
    private ModelAndView choose(TableChoosing choosing, boolean asked) {
        Page<ExperimentView> latest = experiments.latest(OFFERED);
        ModelAndView page = new ModelAndView("tables");
        page.addObject("cited", PublishedTable.ALL);
        page.addObject(
                "experiments",
                Stream.concat(
                                choosing.chosen().stream(),
                                latest.items().stream().filter(one -> !choosing.has(one.id())))
                        .toList());
        page.addObject("older", latest.nextPageToken() != null);
        page.addObject("chosen", choosing.chosen());
        page.addObject("unknown", choosing.unknown());
        page.addObject("surplus", choosing.surplus());
        page.addObject("asked", asked);
        if (asked) {
            page.setStatus(choosing.unknown().isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.NOT_FOUND);
        }
        return page;
    }

    private static void show(Model model, ComparisonTable table, TableLinks links) {
        model.addAttribute("table", table);
        model.addAttribute("links", links);
    }
}

package io.bitgap.comparison.web;

import io.bitgap.comparison.answers.ComparedAnswers;
import io.bitgap.comparison.answers.Flips;
import io.bitgap.dataset.Datasets;
import io.bitgap.run.Runs;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a run says about its test images, as pages. */
@Controller
class RunAnswersPage {
    private final ComparedAnswers answers;
    private final Runs runs;
    private final Datasets datasets;

    RunAnswersPage(ComparedAnswers answers, Runs runs, Datasets datasets) {
        this.answers = answers;
        this.runs = runs;
        this.datasets = datasets;
    }

    @GetMapping(path = "/runs/{id}/classes", produces = MediaType.TEXT_HTML_VALUE)
    String classes(@PathVariable String id, Model model) {
        model.addAttribute("report", answers.classes(id));
        model.addAttribute("row", runs.row(runs.id(id)));
        return "classes";
    }

    @GetMapping(path = "/runs/{id}/flips", produces = MediaType.TEXT_HTML_VALUE)
    String flips(@PathVariable String id, FlipParameters parameters, Model model) {
        Flips flips = answers.flips(id, parameters.reference(), parameters.wanted(), parameters.slice());
        UUID run = flips.run();
        var row = runs.row(run);
        model.addAttribute("flips", flips);
        model.addAttribute("row", row);
        model.addAttribute("other", runs.row(flips.against()));
        model.addAttribute("first", parameters.slice().first());
        model.addAttribute(
                "gone", row.dataset() == null || datasets.find(row.dataset()).isEmpty());
        return "flips";
    }
}

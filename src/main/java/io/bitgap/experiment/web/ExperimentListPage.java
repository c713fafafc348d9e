package io.bitgap.experiment.web;

import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of experiments, and what its page does to one. */
@Controller
class ExperimentListPage {
    private final Experiments experiments;

    ExperimentListPage(Experiments experiments) {
        this.experiments = experiments;
    }

    @GetMapping(path = "/experiments", produces = MediaType.TEXT_HTML_VALUE)
    String list(@RequestParam @Nullable Integer limit, @RequestParam @Nullable String pageToken, Model model) {
        model.addAttribute("experiments", experiments.list(PageQuery.of(limit, pageToken)));
        return "experiments";
    }

    @PostMapping(path = "/experiments/{id}/cancel", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String cancel(@PathVariable String id) {
        return "redirect:/experiments/" + experiments.cancel(id).slug();
    }

    @PostMapping(path = "/experiments/{id}/retry-failed", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String retryFailed(@PathVariable String id) {
        return "redirect:/experiments/" + experiments.retryFailed(id).slug();
    }
}

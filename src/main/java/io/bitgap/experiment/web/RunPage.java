package io.bitgap.experiment.web;

import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** One run: where it is, its curves, its checkpoints, and what may be done to it. */
@Controller
class RunPage {
    private final Experiments experiments;
    private final Runs runs;
    private final PlanFacts plans;

    RunPage(Experiments experiments, Runs runs, PlanFacts plans) {
        this.experiments = experiments;
        this.runs = runs;
        this.plans = plans;
    }

    @GetMapping(path = "/runs/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String run(
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String polled,
            HttpServletResponse response,
            Model model) {
        RunView run = runs.get(id);
        if (polled != null && run.state().terminal()) {
            // The poll after the end: load the finished page, which polls no more.
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("run", run);
        model.addAttribute("experiment", experiments.get(run.experiment().toString()));
        model.addAttribute("epochs", EpochRow.of(runs.metrics(run.id(), EpochRow.SERIES)));
        model.addAttribute("checkpoints", newestFirst(run.checkpoints()));
        model.addAttribute("layers", runs.layers(run.id()));
        model.addAttribute("plan", plans.of(run.id()));
        return "run";
    }

    @PostMapping(path = "/runs/{id}/pause", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String pause(@PathVariable String id) {
        return "redirect:/runs/" + runs.pause(id).id();
    }

    @PostMapping(path = "/runs/{id}/resume", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String resume(@PathVariable String id) {
        return "redirect:/runs/" + runs.resume(id).id();
    }

    @PostMapping(path = "/runs/{id}/retry", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String retry(@PathVariable String id) {
        return "redirect:/runs/" + runs.retry(id).id();
    }

    @PostMapping(path = "/runs/{id}/cancel", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String cancel(@PathVariable String id) {
        return "redirect:/runs/" + runs.cancel(id).id();
    }

    private static List<RunView.Checkpoint> newestFirst(List<RunView.Checkpoint> checkpoints) {
        List<RunView.Checkpoint> reversed = new ArrayList<>(checkpoints);
        Collections.reverse(reversed);
        return reversed;
    }
}

package io.bitgap.comparison.web;

import io.bitgap.comparison.GapSummaries;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.Listing;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what is running, the latest experiments, how far bits cost accuracy. */
@Controller
class DashboardPage {
    private static final int LATEST = 8;
    private static final int RUNNING = 50;
    private static final int CHARTS = 4;
    private final Experiments experiments;
    private final Runs runs;
    private final GapSummaries gaps;

    DashboardPage(Experiments experiments, Runs runs, GapSummaries gaps) {
        this.experiments = experiments;
        this.runs = runs;
        this.gaps = gaps;
    }

    @GetMapping(
            path = "/",
            produces = {MediaType.TEXT_HTML_VALUE, MediaType.ALL_VALUE})
    String dashboard(Model model) {
        Listing<ExperimentView> latest = experiments.latest(LATEST);
        List<RunView> running = runs.running(RUNNING);
        model.addAttribute("experiments", latest);
        model.addAttribute("running", running);
        model.addAttribute("names", names(latest, running));
        model.addAttribute(
                "active",
                !running.isEmpty()
                        || latest.items().stream().anyMatch(one -> one.state().equals("RUNNING")));
        model.addAttribute("gaps", gaps.all().stream().limit(CHARTS).toList());
        return "dashboard";
    }

    /** Names of the experiments that something is running for. */
    private Map<UUID, String> names(Listing<ExperimentView> latest, List<RunView> running) {
        Map<UUID, String> names = new HashMap<>();
        latest.items().forEach(experiment -> names.put(experiment.id(), experiment.name()));
        running.forEach(run -> names.computeIfAbsent(
                run.experiment(), id -> experiments.get(id.toString()).name()));
        return names;
    }
}

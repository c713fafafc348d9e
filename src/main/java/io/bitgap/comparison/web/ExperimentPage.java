package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTables;
import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.format.Formats;
import io.bitgap.listing.Page;
import io.bitgap.queue.Forecasts;
import io.bitgap.run.RunState;
import io.bitgap.run.RunSummary;
import io.bitgap.run.Runs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One experiment: its table, which fills while it trains, and its runs. */
@Controller
class ExperimentPage {
    /** A page of more takes seconds; the list of runs has them all. */
    private static final int MAX_RUNS = 50;

    private final Experiments experiments;
    private final Runs runs;
    private final ComparisonTables tables;
    private final Forecasts forecasts;
    private final Formats formats;

    ExperimentPage(Experiments experiments, Runs runs, ComparisonTables tables, Forecasts forecasts, Formats formats) {
        this.experiments = experiments;
        this.runs = runs;
        this.tables = tables;
        this.forecasts = forecasts;
        this.formats = formats;
    }

    @GetMapping(path = "/experiments/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String experiment(
            @PathVariable String id,
            TableChoice choice,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String polled,
            HttpServletResponse response,
            Model model) {
        choice.arranged();
        choice.measured();
        ExperimentView experiment = experiments.get(id);
        boolean finished = experiment.state() != ExperimentState.RUNNING;
        if (polled != null && finished) {
            // The poll after the last run: load the finished page, which polls no more.
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("experiment", experiment);
        model.addAttribute("finished", finished);
        model.addAttribute("table", tables.of(List.of(experiment), choice.arranged(), choice.measured()));
        model.addAttribute("links", TableSelection.of(experiment, choice));
        Page<RunSummary> first = runs.firstOf(experiment.id(), MAX_RUNS);
        model.addAttribute("runs", first);
        model.addAttribute("before", before(first.items()));
        model.addAttribute(
                "timeLeft",
                forecasts
                        .timeLeft(experiment.id())
                        .map(left -> formats.seconds((double) left.toSeconds()))
                        .orElse("not known yet"));
        model.addAttribute("spec", readable(experiment));
        return "experiment";
    }

    /** How many runs of other experiments are before all of these in the queue; 0 where one of them is trained. */
    private static int before(List<RunSummary> runs) {
        return runs.stream().anyMatch(run -> run.state() == RunState.RUNNING || run.state() == RunState.STARTING)
                ? 0
                : runs.stream()
                        .flatMap(run -> Stream.ofNullable(run.queuePosition()))
                        .min(Integer::compare)
                        .orElse(0);
    }

    private static String readable(ExperimentView experiment) {
        return JsonMapper.shared()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(experiment.spec());
    }
}

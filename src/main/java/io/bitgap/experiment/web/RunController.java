package io.bitgap.experiment.web;

import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.Listing;
import io.bitgap.experiment.MetricSeries;
import io.bitgap.experiment.PageQuery;
import io.bitgap.experiment.RunFilter;
import io.bitgap.experiment.RunLayer;
import io.bitgap.experiment.RunState;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs as JSON. No {@code produces}: whoever does not ask for HTML gets this. */
@RestController
class RunController {
    private final Runs runs;
    private final Experiments experiments;

    RunController(Runs runs, Experiments experiments) {
        this.runs = runs;
        this.experiments = experiments;
    }

    /**
     * Newest first.
     *
     * @param experiment id or slug
     */
    @Operation(summary = "The runs of all experiments, newest first")
    @GetMapping("/runs")
    Listing<RunView> list(
            @RequestParam @Nullable String experiment,
            @RequestParam @Nullable RunState state,
            @RequestParam @Nullable String method,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String pageToken) {
        UUID within = experiment == null ? null : experiments.get(experiment).id();
        return runs.list(new RunFilter(within, state, method), PageQuery.of(limit, pageToken));
    }

    @Operation(summary = "A run")
    @GetMapping("/runs/{id}")
    RunView get(@PathVariable String id) {
        return runs.get(id);
    }

    /**
     * What it measured, series by series.
     *
     * @param name series wanted, may be repeated; all of them without it
     */
    @Operation(summary = "What a run measured, series by series")
    @GetMapping("/runs/{id}/metrics")
    Listing<MetricSeries> metrics(@PathVariable String id, @RequestParam(defaultValue = "") List<String> name) {
        return Listing.all(runs.metrics(runs.get(id).id(), name));
    }

    /** Its quantizers, layer by layer, as they stood after its last epoch; none before the first. */
    @Operation(summary = "The quantizers of a run, layer by layer, after its last epoch")
    @GetMapping("/runs/{id}/layers")
    Listing<RunLayer> layers(@PathVariable String id) {
        return Listing.all(runs.layers(runs.get(id).id()));
    }

    /** Holds it until it is resumed. One that is being trained stops after the current step and keeps its checkpoints. */
    @Operation(summary = "Hold a run until it is resumed")
    @PostMapping("/runs/{id}/pause")
    RunView pause(@PathVariable String id) {
        return runs.pause(id);
    }

    /** Lets a paused run go on, from its last checkpoint if it has one. */
    @Operation(summary = "Let a paused run go on")
    @PostMapping("/runs/{id}/resume")
    RunView resume(@PathVariable String id) {
        return runs.resume(id);
    }

    /** Lets it go on from its last checkpoint after it failed or was canceled, with the runs that ended only because of it. */
    @Operation(summary = "Let a run go on that failed or was canceled")
    @PostMapping("/runs/{id}/retry")
    RunView retry(@PathVariable String id) {
        return runs.retry(id);
    }

    /** Cancels it, and with a baseline the runs that wait for it. */
    @Operation(summary = "Cancel a run, and with a baseline the runs that wait for it")
    @PostMapping("/runs/{id}/cancel")
    RunView cancel(@PathVariable String id) {
        return runs.cancel(id);
    }
}

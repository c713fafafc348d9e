package io.bitgap.experiment.web;

import io.bitgap.experiment.Listing;
import io.bitgap.experiment.MetricSeries;
import io.bitgap.experiment.Precondition;
import io.bitgap.experiment.RunLayer;
import io.bitgap.experiment.RunRepeats;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import io.bitgap.experiment.listing.RunListing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs as JSON. No {@code produces}: whoever does not ask for HTML gets this. */
@RestController
class RunController {
    /** Until there are accounts. */
    static final String LOCAL_USER = "local";

    private final Runs runs;
    private final RunRepeats repeats;

    RunController(Runs runs, RunRepeats repeats) {
        this.repeats = repeats;
        this.runs = runs;
    }

    /** Newest first, unless something else is asked for. */
    @Operation(summary = "The runs of all experiments, newest first unless something else is asked for")
    @RunParameters
    @GetMapping("/runs")
    Listing<RunView> list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return runs.list(RunListing.ALL.read(parameters, RunListPage.PAGE_ONLY));
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
        return Listing.all(runs.metrics(runs.id(id), name));
    }

    /** Its quantizers, layer by layer, as they stood after its last epoch; none before the first. */
    @Operation(summary = "The quantizers of a run, layer by layer, after its last epoch")
    @GetMapping("/runs/{id}/layers")
    Listing<RunLayer> layers(@PathVariable String id) {
        return Listing.all(runs.layers(runs.id(id)));
    }

    /** Holds it until it is resumed. One that is being trained stops after the current step and keeps its checkpoints. */
    @Operation(summary = "Hold a run until it is resumed")
    @PostMapping("/runs/{id}/pause")
    RunView pause(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return runs.when(Precondition.of(ifMatch), id, Runs::pause);
    }

    /** Lets a paused run go on, from its last checkpoint if it has one. */
    @Operation(summary = "Let a paused run go on")
    @PostMapping("/runs/{id}/resume")
    RunView resume(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return runs.when(Precondition.of(ifMatch), id, Runs::resume);
    }

    /** Lets it go on from its last checkpoint after it failed or was canceled, with the runs that ended only because of it. */
    @Operation(summary = "Let a run go on that failed or was canceled")
    @PostMapping("/runs/{id}/retry")
    RunView retry(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return runs.when(Precondition.of(ifMatch), id, Runs::retry);
    }

    /**
     * Submits an experiment of this run alone, with what it starts from. On the same kind of device with the same number of threads
     * it comes to the same bits.
     */
    @Operation(summary = "Train a run exactly again, as an experiment of its own")
    @PostMapping("/runs/{id}/again")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RunView> again(@PathVariable String id) {
        RunView run = repeats.again(id, LOCAL_USER);
        return ResponseEntity.created(URI.create("/runs/" + run.id())).body(run);
    }

    /** Cancels it, and with a baseline the runs that wait for it. */
    @Operation(summary = "Cancel a run, and with a baseline the runs that wait for it")
    @PostMapping("/runs/{id}/cancel")
    RunView cancel(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return runs.when(Precondition.of(ifMatch), id, Runs::cancel);
    }
}

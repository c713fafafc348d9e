package io.bitgap.run.web;

import io.bitgap.account.CurrentUser;
import io.bitgap.listing.FileParameters;
import io.bitgap.listing.ListUrl;
import io.bitgap.listing.Page;
import io.bitgap.problem.InvalidParameter;
import io.bitgap.run.IfMatch;
import io.bitgap.run.RunLayer;
import io.bitgap.run.RunListing;
import io.bitgap.run.RunParameters;
import io.bitgap.run.RunSummary;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.journal.MetricSeries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs as JSON. No {@code produces}: whoever does not ask for HTML gets this. */
@RestController
class RunController {
    private final CurrentUser user;
    private final Runs runs;

    RunController(Runs runs, CurrentUser user) {
        this.user = user;
        this.runs = runs;
    }

    /** Newest first, unless something else is asked for. */
    @Operation(summary = "The runs of all experiments, newest first unless something else is asked for")
    @RunParameters
    @FileParameters
    @GetMapping("/runs")
    Page<RunSummary> list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return runs.list(RunListing.ALL.read(user.owned(parameters), ListUrl.PAGE_ONLY));
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
    Page<MetricSeries> metrics(@PathVariable String id, @RequestParam(defaultValue = "") List<String> name) {
        if (name.stream().flatMapToInt(String::chars).anyMatch(Character::isISOControl)) {
            throw new InvalidParameter("name", "name must be text without control characters.");
        }
        return Page.all(runs.metrics(runs.id(id), name));
    }

    /** Its quantizers, layer by layer, as they stood after its last epoch; none before the first. */
    @Operation(summary = "The quantizers of a run, layer by layer, after its last epoch")
    @GetMapping("/runs/{id}/layers")
    Page<RunLayer> layers(@PathVariable String id) {
        return Page.all(runs.layers(runs.id(id)));
    }

    /** Holds it until it is resumed. One that is being trained stops after the current step and keeps its checkpoints. */
    @Operation(summary = "Hold a run until it is resumed")
    @PostMapping("/runs/{id}/pause")
    RunView pause(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") IfMatch ifMatch) {
        return runs.pause(id, ifMatch);
    }

    /** Lets a paused run go on, from its last checkpoint if it has one. */
    @Operation(summary = "Let a paused run go on")
    @PostMapping("/runs/{id}/resume")
    RunView resume(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") IfMatch ifMatch) {
        return runs.resume(id, ifMatch);
    }

    /** Lets it go on from its last checkpoint after it failed or was canceled, with the runs that ended only because of it. */
    @Operation(summary = "Let a run go on that failed or was canceled")
    @PostMapping("/runs/{id}/retry")
    RunView retry(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") IfMatch ifMatch) {
        return runs.retry(id, ifMatch);
    }

    /** Cancels it, and with a baseline the runs that wait for it. */
    @Operation(summary = "Cancel a run, and with a baseline the runs that wait for it")
    @PostMapping("/runs/{id}/cancel")
    RunView cancel(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") IfMatch ifMatch) {
        return runs.cancel(id, ifMatch);
    }
}

package io.bitgap.experiment.web;

import io.bitgap.experiment.ExperimentPreview;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.Listing;
import io.bitgap.experiment.Precondition;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import io.bitgap.experiment.listing.ExperimentListing;
import io.bitgap.experiment.listing.RunListing;
import io.swagger.v3.oas.annotations.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Experiments as JSON. No {@code produces}: whoever does not ask for HTML gets this. */
@RestController
class ExperimentController {
    /** Until there are accounts. */
    private static final String LOCAL_USER = "local";

    private final Experiments experiments;
    private final Runs runs;

    ExperimentController(Experiments experiments, Runs runs) {
        this.experiments = experiments;
        this.runs = runs;
    }

    /** Stores an experiment and queues its runs. */
    @SpecBody
    @PostMapping(path = "/experiments", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ExperimentView> submit(InputStream body) throws IOException {
        ExperimentView stored = experiments.submit(JsonBody.read(body), LOCAL_USER);
        return ResponseEntity.created(URI.create("/experiments/" + stored.slug()))
                .body(stored);
    }

    /** What an experiment would train, and everything that is wrong with it; stores nothing. */
    @SpecBody
    @PostMapping(path = "/experiments/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    ExperimentPreview preview(InputStream body) throws IOException {
        return experiments.preview(JsonBody.read(body));
    }

    /** Newest first, unless something else is asked for. */
    @ExperimentParameters
    @GetMapping("/experiments")
    Listing<ExperimentView> list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return experiments.list(ExperimentListing.ALL.read(parameters, ExperimentListPage.PAGE_ONLY));
    }

    /** @param id id or slug */
    @GetMapping("/experiments/{id}")
    ExperimentView get(@PathVariable String id) {
        return experiments.get(id);
    }

    /** Its runs, baselines first, unless something else is asked for. */
    @RunParameters
    @GetMapping("/experiments/{id}/runs")
    Listing<RunView> runs(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return runs.list(RunListing.of(experiments.get(id).id(), parameters));
    }

    /** Cancels every run of it that is not finished. */
    @PostMapping("/experiments/{id}/cancel")
    ExperimentView cancel(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return experiments.when(Precondition.of(ifMatch), id, Experiments::cancel);
    }

    /** Lets every run of it that failed go on from its last checkpoint, baselines first. */
    @PostMapping("/experiments/{id}/retry-failed")
    ExperimentView retryFailed(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return experiments.when(Precondition.of(ifMatch), id, Experiments::retryFailed);
    }
}

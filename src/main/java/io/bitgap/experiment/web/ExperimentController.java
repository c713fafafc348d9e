package io.bitgap.experiment.web;

import io.bitgap.experiment.ExperimentPreview;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.Listing;
import io.bitgap.experiment.PageQuery;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

    /** Newest first. */
    @GetMapping("/experiments")
    Listing<ExperimentView> list(@RequestParam @Nullable Integer limit, @RequestParam @Nullable String pageToken) {
        return experiments.list(PageQuery.of(limit, pageToken));
    }

    /** @param id id or slug */
    @GetMapping("/experiments/{id}")
    ExperimentView get(@PathVariable String id) {
        return experiments.get(id);
    }

    /** Its runs, baselines first. */
    @GetMapping("/experiments/{id}/runs")
    Listing<RunView> runs(@PathVariable String id) {
        return Listing.all(runs.of(experiments.get(id).id()));
    }

    /** Cancels every run of it that is not finished. */
    @PostMapping("/experiments/{id}/cancel")
    ExperimentView cancel(@PathVariable String id) {
        return experiments.cancel(id);
    }

    /** Lets every run of it that failed go on from its last checkpoint, baselines first. */
    @PostMapping("/experiments/{id}/retry-failed")
    ExperimentView retryFailed(@PathVariable String id) {
        return experiments.retryFailed(id);
    }
}

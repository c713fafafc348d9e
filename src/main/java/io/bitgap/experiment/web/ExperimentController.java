package io.bitgap.experiment.web;

import io.bitgap.account.Visibility;
import io.bitgap.experiment.ExperimentListing;
import io.bitgap.experiment.ExperimentPreview;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.Experiments.Reused;
import io.bitgap.json.StrictJson;
import io.bitgap.listing.FileParameters;
import io.bitgap.listing.ListUrl;
import io.bitgap.listing.Page;
import io.bitgap.run.IfMatch;
import io.bitgap.run.RunListing;
import io.bitgap.run.RunParameters;
import io.bitgap.run.RunSummary;
import io.bitgap.run.Runs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Experiments as JSON. No {@code produces}: whoever does not ask for HTML gets this. */
@RestController
class ExperimentController {
    private final Experiments experiments;
    private final Runs runs;

    ExperimentController(Experiments experiments, Runs runs) {
        this.experiments = experiments;
        this.runs = runs;
    }

    @SpecBody
    @Operation(summary = "Store an experiment and queue its runs")
    @ApiResponse(responseCode = "201", description = "The new experiment")
    @ApiResponse(
            responseCode = "200",
            description = "With reuse=true: the newest stored experiment of the same spec (name and priority do not"
                    + " count) of which no run has failed or was canceled. The data set counts by its name: after"
                    + " other images were put behind it, submit without reuse")
    @PostMapping(path = "/experiments", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ExperimentView> submit(
            @Parameter(description = "take the stored result of the same spec where there is one", example = "true")
                    @RequestParam(defaultValue = "false")
                    boolean reuse,
            @Parameter(
                            description = "who sees it besides its owner, operators and administrators",
                            schema =
                                    @Schema(
                                            allowableValues = {"everyone", "private"},
                                            defaultValue = "everyone"))
                    @RequestParam
                    @Nullable
                    String visibility,
            InputStream body)
            throws IOException {
        Visibility seen = Visibility.PARAMETER.read(visibility, Visibility.EVERYONE);
        JsonNode spec = StrictJson.read(body);
        Reused answer =
                reuse ? experiments.submitOrReuse(spec, seen) : new Reused(experiments.submit(spec, seen), false);
        URI place = URI.create("/experiments/" + answer.experiment().slug());
        ResponseEntity.BodyBuilder response =
                answer.reused() ? ResponseEntity.ok().location(place) : ResponseEntity.created(place);
        return response.body(answer.experiment());
    }

    /** What an experiment would train, and everything that is wrong with it; stores nothing. */
    @Operation(summary = "What an experiment would train, and everything that is wrong with it; stores nothing")
    @SpecBody
    @PostMapping(path = "/experiments/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    ExperimentPreview preview(InputStream body) throws IOException {
        return experiments.preview(StrictJson.read(body));
    }

    /** Newest first, unless something else is asked for. */
    @Operation(summary = "The experiments, newest first unless something else is asked for")
    @ExperimentParameters
    @FileParameters
    @GetMapping("/experiments")
    Page<ExperimentView> list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return experiments.list(ExperimentListing.ALL.read(parameters, ListUrl.PAGE_ONLY));
    }

    /** @param id id or slug */
    @Operation(summary = "An experiment")
    @GetMapping("/experiments/{id}")
    ExperimentView get(@PathVariable String id) {
        return experiments.get(id);
    }

    /** Its runs, baselines first, unless something else is asked for. */
    @Operation(summary = "The runs of an experiment, baselines first unless something else is asked for")
    @RunParameters
    @GetMapping("/experiments/{id}/runs")
    Page<RunSummary> runs(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return runs.list(RunListing.of(experiments.get(id).id(), parameters));
    }

    /** Gives it to somebody else, or changes who sees it. */
    @Operation(summary = "Give an experiment to somebody else, or change who sees it")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("{\"owner\": \"ada\", \"visibility\": \"private\"}")))
    @PatchMapping(path = "/experiments/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ExperimentView share(@PathVariable String id, InputStream body) throws IOException {
        SharingBody wanted = SharingBody.read(body);
        return experiments.share(id, wanted.owner(), wanted.visibility());
    }

    /** Cancels every run of it that is not finished. */
    @Operation(summary = "Cancel every run of it that is not finished")
    @PostMapping("/experiments/{id}/cancel")
    ExperimentView cancel(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") IfMatch ifMatch) {
        return experiments.cancel(id, ifMatch);
    }

    /** Lets every run of it that failed go on from its last checkpoint, baselines first. */
    @Operation(summary = "Let every run of it that failed go on from its last checkpoint")
    @PostMapping("/experiments/{id}/retry-failed")
    ExperimentView retryFailed(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") IfMatch ifMatch) {
        return experiments.retryFailed(id, ifMatch);
    }
}

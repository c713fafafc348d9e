package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTable;
import io.bitgap.comparison.ComparisonTables;
import io.bitgap.comparison.PublishedTable;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.listing.ByteOrderMark;
import io.bitgap.listing.Page;
import io.bitgap.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tables as JSON, CSV, Markdown or LaTeX. */
@RestController
class TableController {
    private final Experiments experiments;
    private final ComparisonTables tables;

    TableController(Experiments experiments, ComparisonTables tables) {
        this.experiments = experiments;
        this.tables = tables;
    }

    /** Paper against ours, or methods side by side, as the experiment stands now; without a format the Accept header decides. */
    @TableDocument
    @Operation(summary = "The experiment's table as it stands now")
    @GetMapping("/experiments/{id}/table")
    ResponseEntity<Object> table(
            @Parameter(description = "id or slug of the experiment") @PathVariable String id,
            @ParameterObject TableChoice choice,
            @Parameter(description = "the experiment's data set, or nothing") @RequestParam @Nullable String dataset,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        TableFormat wanted = TableResponses.wanted(choice.format(), headers);
        choice.arranged();
        choice.measured();
        ExperimentView experiment = experiments.get(id);
        checkDataset(dataset, experiment);
        return TableResponses.of(
                tables.of(List.of(experiment), choice.arranged(), choice.measured()),
                wanted,
                choice.marked(),
                experiment.slug() + choice.suffix(),
                TableSelection.of(experiment, choice).self() + "#table");
    }

    /** The tables of published numbers that are always there. */
    @Operation(summary = "The origin's tables, of published numbers alone")
    @GetMapping("/tables")
    Page<Cited> cited() {
        return Page.all(PublishedTable.ALL.stream()
                .map(table -> new Cited(table.name(), table.title(), "/tables/" + table.name()))
                .toList());
    }

    /** One of them. */
    record Cited(String name, String title, String url) {}

    /** One of the origin's tables. */
    @TableDocument
    @Operation(summary = "A table of published numbers alone, as its source has it")
    @GetMapping("/tables/{name}")
    ResponseEntity<Object> cited(
            @Parameter(description = "as GET /tables lists it", example = "pact") @PathVariable String name,
            @Parameter(description = "json, csv, markdown or latex") @RequestParam @Nullable String format,
            @Parameter(description = ByteOrderMark.DESCRIPTION) @RequestParam(defaultValue = "false") boolean bom,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        ComparisonTable table = tables.of(PublishedTable.named(name));
        TableFormat wanted = TableResponses.wanted(format, headers);
        return TableResponses.of(table, wanted, bom, "published-" + name, "/tables/" + name);
    }

    /** One table over several experiments. */
    @TableDocument
    @Operation(summary = "One table over several experiments")
    @GetMapping("/tables/measured")
    ResponseEntity<Object> measured(
            @Parameter(description = "ids or slugs, with commas between them; at most 50", required = true)
                    @RequestParam(defaultValue = "")
                    List<String> experiments,
            @ParameterObject TableChoice choice,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        TableFormat wanted = TableResponses.wanted(choice.format(), headers);
        List<ExperimentView> chosen = TableSelection.chosen(this.experiments, experiments);
        return TableResponses.of(
                tables.of(chosen, choice.arranged(), choice.measured()),
                wanted,
                choice.marked(),
                "measured" + choice.suffix(),
                TableSelection.of(chosen, choice).self());
    }

    /** A file, whatever the Accept header of the browser that follows its link. */
    @Hidden
    @GetMapping(path = "/tables/{name}", params = "format")
    ResponseEntity<Object> citedFile(
            @PathVariable String name,
            @RequestParam String format,
            @RequestParam(defaultValue = "false") boolean bom,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        return cited(name, format, bom, headers);
    }

    /** A file, whatever the Accept header of the browser that follows its link. */
    @Hidden
    @GetMapping(path = "/tables/measured", params = "format")
    ResponseEntity<Object> measuredFile(
            @RequestParam(defaultValue = "") List<String> experiments,
            TableChoice choice,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        return measured(experiments, choice, headers);
    }

    private static void checkDataset(@Nullable String dataset, ExperimentView experiment) {
        Object own = experiment.spec().get("dataset");
        if (dataset != null && !dataset.equals(own)) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/dataset",
                    "other-dataset",
                    "This experiment was run on " + own + ", not on " + dataset + "; leave dataset out.");
        }
    }
}

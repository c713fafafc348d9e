package io.bitgap.comparison.web;

import io.bitgap.comparison.ComparisonTable;
import io.bitgap.comparison.ComparisonTables;
import io.bitgap.comparison.CsvTable;
import io.bitgap.comparison.LatexTable;
import io.bitgap.comparison.MarkdownTable;
import io.bitgap.comparison.MeasuredValue;
import io.bitgap.comparison.TableStyle;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The table of an experiment as JSON, CSV, Markdown or LaTeX. */
@RestController
class TableController {
    private final Experiments experiments;
    private final ComparisonTables tables;

    TableController(Experiments experiments, ComparisonTables tables) {
        this.experiments = experiments;
        this.tables = tables;
    }

    /**
     * Paper against ours, or methods side by side, as the experiment stands now.
     *
     * @param format where it is left out, the Accept header decides
     */
    @TableDocument
    @GetMapping("/experiments/{id}/table")
    ResponseEntity<Object> table(
            @Parameter(description = "id or slug of the experiment") @PathVariable String id,
            @Parameter(
                            description =
                                    "arrangement: each method measured beside published, with gap rows; or methods "
                                            + "side by side",
                            schema =
                                    @Schema(
                                            allowableValues = {"paper-vs-ours", "methods"},
                                            defaultValue = "paper-vs-ours"))
                    @RequestParam(defaultValue = "paper-vs-ours")
                    String style,
            @Parameter(
                            description =
                                    "each run's top-1 after its last epoch, or of its best epoch on the test split",
                            schema =
                                    @Schema(
                                            allowableValues = {"last", "best"},
                                            defaultValue = "last"))
                    @RequestParam(defaultValue = "last")
                    String value,
            @Parameter(
                            description = "the Accept header decides where it is left out",
                            schema = @Schema(allowableValues = {"json", "csv", "markdown", "latex"}))
                    @RequestParam
                    @Nullable
                    String format,
            @Parameter(description = "the experiment's data set, or nothing") @RequestParam @Nullable String dataset,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        TableFormat wanted = TableFormat.of(format, headers.getAccept())
                .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(List.of(
                        TableFormat.JSON.type(),
                        TableFormat.CSV.type(),
                        TableFormat.MARKDOWN.type(),
                        TableFormat.LATEX.type())));
        TableStyle arranged = TableStyle.of(style);
        MeasuredValue measured = MeasuredValue.of(value);
        ExperimentView experiment = experiments.get(id);
        ComparisonTable table = tables.of(experiment, arranged, measured);
        checkDataset(dataset, table);
        return switch (wanted) {
            case PAGE ->
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/experiments/" + experiment.slug() + query(measured) + "#table"))
                        .varyBy(HttpHeaders.ACCEPT)
                        .build();
            case JSON -> answer(wanted).body(table);
            case CSV -> file(wanted, table).body(CsvTable.of(table));
            case MARKDOWN -> file(wanted, table).body(MarkdownTable.of(table));
            case LATEX -> file(wanted, table).body(LatexTable.of(table));
        };
    }

    private static String query(MeasuredValue value) {
        return value == MeasuredValue.LAST ? "" : "?value=" + value.word();
    }

    private static void checkDataset(@Nullable String dataset, ComparisonTable table) {
        String own = table.experiment().dataset();
        if (dataset != null && !dataset.equals(own)) {
            String detail = "This experiment was run on " + own + ", not on " + dataset + "; leave dataset out.";
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "other-dataset",
                    detail,
                    List.of(new FieldProblem("/dataset", "other-dataset", detail)));
        }
    }

    private static ResponseEntity.BodyBuilder answer(TableFormat format) {
        return ResponseEntity.ok().contentType(format.type()).varyBy(HttpHeaders.ACCEPT);
    }

    private static ResponseEntity.BodyBuilder file(TableFormat format, ComparisonTable table) {
        String best = table.value() == MeasuredValue.BEST ? "-best" : "";
        String name = table.experiment().slug() + "-" + table.style().word() + best + "." + format.extension();
        return answer(format)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString());
    }
}

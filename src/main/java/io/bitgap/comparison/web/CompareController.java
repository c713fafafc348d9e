package io.bitgap.comparison.web;

import io.bitgap.comparison.runs.RunComparison;
import io.bitgap.comparison.runs.RunComparisonText;
import io.bitgap.comparison.runs.RunComparisons;
import io.bitgap.comparison.runs.RunSelection;
import io.bitgap.listing.ByteOrderMark;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs side by side as JSON, CSV or Markdown. No {@code produces}: whoever asks for a page gets {@link ComparePage}. */
@RestController
class CompareController {
    private final RunComparisons comparisons;

    CompareController(RunComparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Operation(
            summary = "Two to ten runs side by side",
            description = "What they were made with, as far as it differs; what came out, with the difference to the "
                    + "first run; curves; the quantizers that they have in common.")
    @ApiResponse(
            responseCode = "200",
            description = "The comparison",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = RunComparison.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "text/markdown", schema = @Schema(type = "string"))
            })
    @GetMapping("/compare")
    ResponseEntity<Object> compare(
            @Parameter(
                            description = "ids of two to ten runs, repeated or with commas; the first is the reference",
                            required = true)
                    @RequestParam(defaultValue = "")
                    List<String> runs,
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {"differences", "all"},
                                            defaultValue = "differences"))
                    @RequestParam(defaultValue = "differences")
                    String show,
            @Parameter(
                            description = "the Accept header decides where it is left out",
                            schema = @Schema(allowableValues = {"json", "csv", "markdown"}))
                    @RequestParam
                    @Nullable
                    String format,
            @Parameter(description = ByteOrderMark.DESCRIPTION) @RequestParam(defaultValue = "false") boolean bom,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        TableFormat wanted =
                TableFormat.wanted(format, headers, List.of(TableFormat.JSON, TableFormat.CSV, TableFormat.MARKDOWN));
        RunComparison comparison = comparisons.of(
                RunSelection.of(RunSelection.split(runs)), ShownFields.of(show).all());
        return switch (wanted) {
            case CSV -> file(wanted).body(ByteOrderMark.of(bom) + RunComparisonText.csv(comparison));
            case MARKDOWN -> file(wanted).body(RunComparisonText.markdown(comparison));
            default -> answer(wanted).body(comparison);
        };
    }

    /** A file, whatever the Accept header of the browser that follows its link. */
    @Hidden
    @GetMapping(path = "/compare", params = "format")
    ResponseEntity<Object> file(
            @RequestParam(defaultValue = "") List<String> runs,
            @RequestParam(defaultValue = "differences") String show,
            @RequestParam String format,
            @RequestParam(defaultValue = "false") boolean bom,
            @RequestHeader HttpHeaders headers)
            throws HttpMediaTypeNotAcceptableException {
        return compare(runs, show, format, bom, headers);
    }

    private static ResponseEntity.BodyBuilder answer(TableFormat format) {
        return ResponseEntity.status(HttpStatus.OK)
                .contentType(format == TableFormat.PAGE ? TableFormat.JSON.type() : format.type())
                .varyBy(HttpHeaders.ACCEPT);
    }

    private static ResponseEntity.BodyBuilder file(TableFormat format) {
        return answer(format)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("compared-runs." + format.extension())
                                .build()
                                .toString());
    }
}

package io.bitgap.checkpoint.web;

import io.bitgap.checkpoint.web.PredictionsDocument.Item;
import io.bitgap.listing.ByteOrderMark;
import io.bitgap.listing.ListCsv;
import io.bitgap.listing.ListFormat;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.run.checkpoint.UnknownCheckpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /checkpoints/{id}/predictions}: what a network said about each test image. */
@RestController
class PredictionsController {
    private final CheckpointRecords records;
    private final CheckpointPredictions predictions;
    private final Clock clock;

    PredictionsController(CheckpointRecords records, CheckpointPredictions predictions, Clock clock) {
        this.records = records;
        this.predictions = predictions;
        this.clock = clock;
    }

    @Operation(
            summary = "The class that a checkpoint's network named for every test image",
            description =
                    "In the order of the run's test split. They are stored for the last and the best checkpoint of"
                            + " a run, also after retention has removed its files; other checkpoints have none (404)."
                            + " Two checkpoints with the same testSplit answered the same questions in the same order.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = PredictionsDocument.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @GetMapping("/checkpoints/{id}/predictions")
    @Nullable
    PredictionsDocument predictions(
            @PathVariable String id,
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {"json", "csv"},
                                            defaultValue = "json"))
                    @RequestParam(defaultValue = "json")
                    String format,
            @Parameter(description = ByteOrderMark.DESCRIPTION) @RequestParam(defaultValue = "false") boolean bom,
            HttpServletResponse response)
            throws IOException {
        CheckpointRecord checkpoint = records.get(id);
        PredictionsDocument document = predictions
                .find(checkpoint.id())
                .map(answers -> PredictionsDocument.of(checkpoint, answers))
                .orElseThrow(() -> UnknownCheckpoint.predictions(checkpoint));
        if (ListFormat.of(format) == ListFormat.JSON) {
            return document;
        }
        List<String> header = List.of("index", "name", "label", "predicted", "label_name", "predicted_name");
        ListCsv.write(response, "predictions-" + checkpoint.id(), clock.instant(), bom, header, csv -> {
            for (Item item : document.items()) {
                csv.writeRecord(
                        String.valueOf(item.index()),
                        ListCsv.field(item.name()),
                        String.valueOf(item.label()),
                        String.valueOf(item.predicted()),
                        ListCsv.field(document.classes().get(item.label())),
                        ListCsv.field(document.classes().get(item.predicted())));
            }
        });
        return null;
    }
}

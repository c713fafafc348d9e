package io.bitgap.checkpoint.web;

import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.training.TestAnswers;
import io.bitgap.training.TestSplit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The predictions of a checkpoint as they are read. */
@Schema(name = "Predictions")
record PredictionsDocument(
        UUID checkpoint,
        UUID run,
        int epoch,

        @Schema(description = "SHA-256 over the data set's checksum and the names and labels of the images in order")
        String testSplit,

        @Schema(description = "Of the data set") String checksum,
        @Schema(description = "Names by label") List<String> classes,
        List<Item> items) {

    @Schema(name = "Prediction")
    record Item(
            @Schema(description = "Place in the run's test split, from 0")
            int index,

            @Schema(description = "Path of the image's file; its place in the whole test split where images have none")
            String name,

            int label,
            int predicted) {}

    static PredictionsDocument of(CheckpointRecord checkpoint, TestAnswers answers) {
        TestSplit split = answers.split();
        return new PredictionsDocument(
                checkpoint.id(),
                checkpoint.runId(),
                checkpoint.epoch(),
                split.id(),
                split.checksum(),
                split.classes(),
                IntStream.range(0, answers.size())
                        .mapToObj(image -> new Item(
                                image,
                                split.names().get(image),
                                split.labels().of(image),
                                answers.predicted().of(image)))
                        .toList());
    }
}

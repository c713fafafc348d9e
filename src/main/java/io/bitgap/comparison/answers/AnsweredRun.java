package io.bitgap.comparison.answers;

import io.bitgap.training.TestAnswers;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run and what the network of its last checkpoint said about every test image.
 *
 * @param baseline its fp32 run; null for that itself
 * @param dataset name of the data set that it was tested on
 * @param testExamples the limit on its test split; 0 for none
 * @param checkpoint its last one
 * @param epoch of the checkpoint
 */
public record AnsweredRun(
        UUID id,
        @Nullable UUID baseline,
        String dataset,
        int testExamples,
        UUID checkpoint,
        int epoch,
        TestAnswers answers) {

    /** Where the picture of one of its test images is; it is of the images that the run was tested on, or there is none. */
    public PictureUrl picture(int image) {
        return new PictureUrl(dataset, image, testExamples, answers.split().checksum());
    }

    public Optional<UUID> reference() {
        return Optional.ofNullable(baseline);
    }
}

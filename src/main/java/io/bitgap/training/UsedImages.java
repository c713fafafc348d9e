package io.bitgap.training;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import org.jspecify.annotations.Nullable;

/**
 * The images of a data set that a run uses. Those for validation are taken from the training split before it is limited, so that
 * nothing is trained on them.
 *
 * @param data what is trained on, and the test split
 * @param validation the same data set with the validation images as its test split; null where there are none
 */
public record UsedImages(ImageDataset data, @Nullable ImageDataset validation) {

    /** @throws TrainingFailed where nothing would be left to train on */
    public static UsedImages of(ImageDataset whole, Limits limits) {
        int held = limits.validationExamples();
        if (held == 0) {
            return new UsedImages(limited(whole, limits), null);
        }
        if (held >= whole.train().size()) {
            throw new TrainingFailed(
                    "validation-leaves-none",
                    "%d validation images leave nothing to train on: the data set %s has %d training images. Submit the experiment again with fewer."
                            .formatted(held, whole.name(), whole.train().size()));
        }
        ImageDataset parted = Batches.heldOut(whole, held);
        return new UsedImages(limited(parted.withTestOf(whole), limits), parted);
    }

    private static ImageDataset limited(ImageDataset data, Limits limits) {
        return Batches.limited(data, limits.trainExamples(), limits.testExamples());
    }

    /** Images that an evaluation looks at. */
    int evaluated() {
        return data.test().size() + (validation == null ? 0 : validation.test().size());
    }
}

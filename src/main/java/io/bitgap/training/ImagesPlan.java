package io.bitgap.training;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;

/**
 * What a network is made for; it stands in the plan, so that the network can be made without its data set.
 *
 * @param height pixels of every image
 * @param classes number of classes
 */
public record ImagesPlan(int height, int width, int classes) {
    /** Where nothing is known. */
    public static final ImagesPlan NONE = new ImagesPlan(0, 0, 0);

    /** @throws InvalidDataset when the data set has become another one since the plan was made */
    public void require(ImageDataset data) {
        ImagesPlan now =
                new ImagesPlan(data.height(), data.width(), data.classes().size());
        if (!equals(now)) {
            throw new InvalidDataset(
                    "dataset-changed",
                    "The data set %s has become another one since this was planned: it had images of %s, now of %s. Put it back as it was, or submit the experiment again."
                            .formatted(data.name(), this, now));
        }
    }

    @Override
    public String toString() {
        return "%dx%d pixels in %d classes".formatted(width, height, classes);
    }
}

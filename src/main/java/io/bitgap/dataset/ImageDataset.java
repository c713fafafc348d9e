package io.bitgap.dataset;

import java.util.List;

/**
 * An image classification data set.
 *
 * @param name as in {@code GET /datasets}
 * @param checksum {@code sha256:...} or {@code md5:...} of what it was read from (for generated ones: of the pixels;
 *     for images that stay in files: {@code names-and-sizes-sha256:...})
 * @param height pixels
 * @param width pixels
 * @param channels 3
 * @param classes class names by label
 * @param normalization what pixels go through on their way into a network
 */
public record ImageDataset(
        String name,
        String checksum,
        int height,
        int width,
        int channels,
        List<String> classes,
        Normalization normalization,
        Split train,
        Split test) {

    /** The same with other splits. */
    ImageDataset with(Split otherTrain, Split otherTest) {
        return new ImageDataset(name, checksum, height, width, channels, classes, normalization, otherTrain, otherTest);
    }

    /** The same with the test split of another one. */
    public ImageDataset withTestOf(ImageDataset other) {
        return with(train, other.test);
    }
}

package io.bitgap.dataset;

import io.bitgap.dataset.batch.BalancedSubset;
import io.bitgap.dataset.image.PngPicture;
import io.bitgap.problem.InvalidParameter;
import io.bitgap.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Single images of test splits as pictures: what networks get, but for normalization. Fetches no data set from elsewhere. */
public final class TestPictures {
    private final Datasets datasets;

    public TestPictures(Datasets datasets) {
        this.datasets = datasets;
    }

    /** @param checksum of the data set that it is from */
    public record Picture(String checksum, byte[] png) {}

    /**
     * @param testExamples limit of the split, as runs have it; 0 for all
     * @param index place in the split with that limit
     * @param checksum that the data set must have; null for any
     * @throws Problem (404) where there is no such image, (410) where the data set has become another one
     * @throws InvalidDataset where the data set cannot be read
     */
    public Picture of(String dataset, int testExamples, int index, @Nullable String checksum) {
        if (!datasets.isHere(dataset)) {
            throw new Problem(
                    Problem.Kind.NOT_FOUND,
                    "unknown-dataset",
                    "There is no data set '" + dataset
                            + "' on this machine. GET /datasets lists those that there are.");
        }
        ImageDataset data = datasets.load(dataset);
        if (checksum != null && !checksum.equals(data.checksum())) {
            throw new Problem(
                    Problem.Kind.GONE,
                    "dataset-changed",
                    "The data set " + dataset + " has become another one: its checksum is " + data.checksum() + ", not "
                            + checksum + ".");
        }
        return new Picture(
                data.checksum(),
                PngPicture.of(data.width(), data.height(), data.test().pixels(position(data, testExamples, index))));
    }

    private static int position(ImageDataset data, int testExamples, int index) {
        if (testExamples < 0) {
            throw new InvalidParameter("testExamples", "testExamples must be 0 or more, not " + testExamples + ".");
        }
        int[] images = BalancedSubset.positions(data.test(), data.classes().size(), testExamples);
        if (index < 0 || index >= images.length) {
            throw new Problem(
                    Problem.Kind.NOT_FOUND,
                    "unknown-image",
                    "There is no test image %d of %s: it has %d, counted from 0."
                            .formatted(index, data.name(), images.length));
        }
        return images[index];
    }
}

package io.bitgap.dataset;

import io.bitgap.dataset.batch.BalancedSubset;
import io.bitgap.dataset.batch.PreparedBatches;

/** Makes batches from a split. */
public final class Batches {
    private Batches() {}

    /**
     * One epoch of training: shuffled, augmented (when asked for: pad 4 with the mean pixel, random crop, horizontal
     * flip; of images in files a random part in random proportions, flipped or not), a last incomplete batch left out unless it is the only one. The order and every crop follow from (seed,
     * epoch) alone.
     */
    public static BatchStream training(ImageDataset data, int batchSize, boolean augment, long seed, int epoch) {
        return PreparedBatches.shuffled(data, positive(batchSize), augment, seed, epoch);
    }

    /** The test split in order, every image once; the last batch may be smaller. */
    public static BatchStream test(ImageDataset data, int batchSize) {
        return PreparedBatches.inOrder(data, positive(batchSize));
    }

    /**
     * The same data set with at most so many examples a split, taken evenly and class-balanced; 0 = all. Normalization
     * and checksum stay those of the whole.
     */
    public static ImageDataset limited(ImageDataset data, int trainExamples, int testExamples) {
        int classes = data.classes().size();
        return new ImageDataset(
                data.name(),
                data.checksum(),
                data.height(),
                data.width(),
                data.channels(),
                data.classes(),
                data.normalization(),
                BalancedSubset.of(data.train(), classes, trainExamples),
                BalancedSubset.of(data.test(), classes, testExamples));
    }

    private static int positive(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch needs at least one image, not " + batchSize);
        }
        return batchSize;
    }
}

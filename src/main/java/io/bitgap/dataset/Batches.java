package io.bitgap.dataset;

import io.bitgap.dataset.batch.BalancedSubset;
import io.bitgap.dataset.batch.PreparedBatches;

/** Makes batches from a split. */
public final class Batches {
    private Batches() {}

    /**
     * One epoch of training: shuffled, augmented, a last incomplete batch left out unless it is the only one. Cropped images
     * were padded by 4 with the mean pixel, cropped and mirrored at random; of images in files it is a random part in random
     * proportions, mirrored or not. Order, crops, erased rectangles and mixtures follow from (seed, epoch) alone.
     */
    public static BatchStream training(
            ImageDataset data, int batchSize, Augmentation augmentation, long seed, int epoch) {
        return PreparedBatches.shuffled(data, positive(batchSize), augmentation, seed, epoch);
    }

    /** One epoch whose images are cropped or not, and nothing else. */
    public static BatchStream training(ImageDataset data, int batchSize, boolean cropped, long seed, int epoch) {
        return training(data, batchSize, Augmentation.of(cropped), seed, epoch);
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
        return data.with(
                BalancedSubset.of(data.train(), classes, trainExamples),
                BalancedSubset.of(data.test(), classes, testExamples));
    }

    /**
     * The same data set with so many of its training images, chosen as {@link #limited} chooses, as its test split and the
     * others left to train on.
     */
    public static ImageDataset heldOut(ImageDataset data, int examples) {
        BalancedSubset.Parts parts =
                BalancedSubset.parts(data.train(), data.classes().size(), examples);
        return data.with(parts.others(), parts.chosen());
    }

    private static int positive(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch needs at least one image, not " + batchSize);
        }
        return batchSize;
    }
}

package io.bitgap.dataset;

/** Makes batches from a split. */
public final class Batches {
    private Batches() {}

    /**
     * One epoch of training: shuffled, augmented (when asked for: pad 4, random crop, horizontal flip), a last
     * incomplete batch left out unless it is the only one. The order and every crop follow from (seed, epoch) alone.
     */
    public static BatchStream training(ImageDataset data, int batchSize, boolean augment, long seed, int epoch) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The test split in order, every image once. */
    public static BatchStream test(ImageDataset data, int batchSize) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The same data set with at most so many examples a split, taken evenly and class-balanced; 0 = all. */
    public static ImageDataset limited(ImageDataset data, int trainExamples, int testExamples) {
        throw new UnsupportedOperationException("not built yet");
    }
}

package io.bitgap.dataset.batch;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.FileSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Split;

/** The images of one pass as normalized floats [height, width, channels], asked for position after position by one thread. */
interface ImageFeed extends AutoCloseable {
    /** The images of a split in that order, cropped and erased as it says. */
    static ImageFeed of(ImageDataset data, Split split, BatchOrder order) {
        ImageFeed images = split instanceof FileSplit files
                ? new FileFeed(data, files, order)
                : new DecodedFeed(data, (DecodedSplit) split, order);
        double erased = order.augmentation().randomErasing();
        return erased > 0
                ? new ErasingFeed(
                        images,
                        new ErasingFeed.Frame(data.height(), data.width(), data.channels()),
                        erased,
                        order.seed(),
                        order.epoch())
                : images;
    }

    void write(int position, float[] image) throws InterruptedException;

    @Override
    default void close() {}
}

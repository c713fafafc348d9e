package io.bitgap.dataset.batch;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.seeded.SeededRandom;

/** Images that lie decoded in memory. Allocates nothing per image. */
final class DecodedFeed implements ImageFeed {
    private final ImageWriter writer;
    private final BatchOrder order;
    private final SeededRandom random = new SeededRandom(0);

    DecodedFeed(ImageDataset data, DecodedSplit split, BatchOrder order) {
        this.writer = new ImageWriter(data, split);
        this.order = order;
    }

    @Override
    public void write(int position, float[] image) {
        writer.write(order.image(position), shift(position), image);
    }

    private CropAndFlip shift(int position) {
        if (!order.augments()) {
            return CropAndFlip.NONE;
        }
        order.restart(random, position);
        return CropAndFlip.random(random);
    }
}

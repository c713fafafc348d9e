package io.bitgap.dataset.batch;

import io.bitgap.dataset.FileSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.image.Crop;
import io.bitgap.dataset.seeded.SeededRandom;
import io.bitgap.dataset.stream.ImageStream;

/** Images that threads of their own decode from files, ahead of the one that asks. */
final class FileFeed implements ImageFeed {
    private final ImageStream images;
    private final PixelTable table;
    private final int channels;

    FileFeed(ImageDataset data, FileSplit split, BatchOrder order) {
        this.images = split.files().stream(new Crops(split, order, data.height()));
        this.table = new PixelTable(data.normalization());
        this.channels = data.channels();
    }

    /** An epoch's images and what is cut out of them: in training a random part, otherwise the middle. */
    private record Crops(FileSplit split, BatchOrder order, int side) implements ImageStream.Order {
        @Override
        public int length() {
            return order.examples();
        }

        @Override
        public int image(int position) {
            return split.images()[order.image(position)];
        }

        @Override
        public Crop crop(int position, int width, int height) {
            if (!order.augments()) {
                return Crop.middle(width, height, side);
            }
            SeededRandom random = new SeededRandom(0);
            order.restart(random, position);
            return Crop.random(width, height, random);
        }
    }

    @Override
    public void write(int position, float[] image) throws InterruptedException {
        byte[] pixels = images.next();
        for (int c = 0; c < channels; c++) {
            float[] values = table.channel(c);
            for (int i = c; i < image.length; i += channels) {
                image[i] = values[pixels[i] & 0xff];
            }
        }
    }

    @Override
    public void close() {
        images.close();
    }
}

package io.bitgap.dataset.batch;

import io.bitgap.dataset.seeded.SeededRandom;
import java.util.Arrays;

/**
 * Erases a rectangle of some images: with probability p one of 2 to 33 % of the area, 0.3 to 3.3 times as high as wide
 * (evenly on a logarithmic scale, so that upright ones are as likely as flat ones), anywhere within the image, becomes the
 * mean pixel, 0 (arXiv 1708.04896). Which ones follows from (seed, epoch, position) alone.
 */
record ErasingFeed(ImageFeed images, Frame frame, double probability, long seed, int epoch) implements ImageFeed {
    private static final int STREAM = 1;
    private static final double LEAST_AREA = 0.02;
    private static final double MOST_AREA = 0.33;
    private static final double LARGEST_ASPECT = 3.3;
    private static final int TRIES = 10;

    /** The form of images [height, width, channels]. */
    record Frame(int height, int width, int channels) {}

    @Override
    public void write(int position, float[] image) throws InterruptedException {
        images.write(position, image);
        SeededRandom random = SeededRandom.of(seed, epoch, position, STREAM);
        if (random.chance(probability)) {
            erase(image, random);
        }
    }

    /** A rectangle that does not fit is drawn again. */
    private void erase(float[] image, SeededRandom random) {
        for (int tried = 0; tried < TRIES; tried++) {
            double area = random.between(LEAST_AREA, MOST_AREA) * frame.height() * frame.width();
            double aspect = Math.exp(random.between(-1, 1) * Math.log(LARGEST_ASPECT));
            int height = (int) Math.round(Math.sqrt(area * aspect));
            int width = (int) Math.round(Math.sqrt(area / aspect));
            if (height < frame.height() && width < frame.width()) {
                int top = random.below(frame.height() - height + 1);
                int left = random.below(frame.width() - width + 1);
                erase(image, top, left, height, width);
                return;
            }
        }
    }

    private void erase(float[] image, int top, int left, int height, int width) {
        for (int y = top; y < top + height; y++) {
            int from = (y * frame.width() + left) * frame.channels();
            Arrays.fill(image, from, from + width * frame.channels(), 0f);
        }
    }

    @Override
    public void close() {
        images.close();
    }
}

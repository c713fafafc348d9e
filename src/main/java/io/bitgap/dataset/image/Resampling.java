package io.bitgap.dataset.image;

/**
 * Brings an image to another size, one direction after the other. A pixel of the result is the mean of the pixels around
 * its position, weighted by a triangle ({@link ResampleWeights}): bilinear when enlarging, and when reducing the triangle is as much wider as the image
 * gets smaller, so that every pixel counts and nothing flickers. The sides are stretched independently.
 */
final class Resampling {
    private Resampling() {}

    static Rgb to(ImageSize size, Rgb image) {
        if (image.width() == size.width() && image.height() == size.height()) {
            return image;
        }
        byte[] narrow = new byte[size.width() * image.height() * 3];
        along(
                image.bytes(),
                image.height(),
                image.width(),
                size.width(),
                3,
                image.width() * 3,
                narrow,
                3,
                size.width() * 3);
        byte[] bytes = new byte[size.bytes()];
        along(narrow, size.width(), image.height(), size.height(), size.width() * 3, 3, bytes, size.width() * 3, 3);
        return new Rgb(size.width(), size.height(), bytes);
    }

    /** Resamples each of the lines; steps are counted in bytes from pixel to pixel and from line to line. */
    private static void along(
            byte[] in, int lines, int from, int to, int step, int lineStep, byte[] out, int outStep, int outLineStep) {
        ResampleWeights weights = new ResampleWeights(to);
        weights.set(from);
        for (int i = 0; i < to; i++) {
            int first = weights.first(i);
            for (int line = 0; line < lines; line++) {
                for (int c = 0; c < 3; c++) {
                    double value = 0;
                    for (int k = 0; k < weights.count(i); k++) {
                        value += weights.triangle(i, k) * (in[line * lineStep + (first + k) * step + c] & 0xff);
                    }
                    out[line * outLineStep + i * outStep + c] = (byte) (int) (value / weights.sum(i) + 0.5);
                }
            }
        }
    }
}

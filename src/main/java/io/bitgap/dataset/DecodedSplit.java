package io.bitgap.dataset;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Decoded images of one split, in memory as bytes.
 *
 * @param pixels uint8, [n, height, width, channels], row-major
 * @param labels [n], class indices
 * @param names what an image is called, by its position
 */
public record DecodedSplit(byte[] pixels, int[] labels, IntFunction<String> names) implements Split {
    /** Images that have no names of their own: they are called by their positions. */
    public DecodedSplit(byte[] pixels, int[] labels) {
        this(pixels, labels, Integer::toString);
    }

    @Override
    public String name(int image) {
        return names.apply(image);
    }

    @Override
    public byte[] pixels(int image) {
        int bytes = pixels.length / size();
        return Arrays.copyOfRange(pixels, image * bytes, (image + 1) * bytes);
    }

    @Override
    public DecodedSplit only(int[] images) {
        int bytes = pixels.length / Math.max(1, size());
        byte[] somePixels = new byte[images.length * bytes];
        int[] someLabels = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(pixels, images[i] * bytes, somePixels, i * bytes, bytes);
            someLabels[i] = labels[images[i]];
        }
        IntFunction<String> own = names; // of this split only its names are kept
        return new DecodedSplit(somePixels, someLabels, position -> own.apply(images[position]));
    }
}

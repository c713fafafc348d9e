package io.bitgap.dataset;

/**
 * Decoded images of one split, in memory as bytes.
 *
 * @param pixels uint8, [n, height, width, channels], row-major
 * @param labels [n], class indices
 */
public record DecodedSplit(byte[] pixels, int[] labels) implements Split {
    @Override
    public DecodedSplit only(int[] images) {
        int bytes = pixels.length / Math.max(1, size());
        byte[] somePixels = new byte[images.length * bytes];
        int[] someLabels = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(pixels, images[i] * bytes, somePixels, i * bytes, bytes);
            someLabels[i] = labels[images[i]];
        }
        return new DecodedSplit(somePixels, someLabels);
    }
}

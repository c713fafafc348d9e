package io.bitgap.dataset;

/**
 * Decoded images of one split, in memory as bytes.
 *
 * @param pixels uint8, [n, height, width, channels], row-major
 * @param labels [n], class indices
 */
public record Split(byte[] pixels, int[] labels) {
    public int size() {
        return labels.length;
    }
}

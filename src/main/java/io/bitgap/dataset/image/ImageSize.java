package io.bitgap.dataset.image;

/** Pixels. */
public record ImageSize(int width, int height) {
    /** Of an image in RGB. */
    public int bytes() {
        return Math.multiplyExact(Math.multiplyExact(width, height), 3);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}

package io.bitgap.dataset.image;

/** Pixels. */
record ImageSize(int width, int height) {
    int bytes() {
        return Math.multiplyExact(Math.multiplyExact(width, height), 3);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}

package io.bitgap.dataset.image;

/**
 * A decoded image.
 *
 * @param bytes [height, width, 3]
 */
record Rgb(int width, int height, byte[] bytes) {}

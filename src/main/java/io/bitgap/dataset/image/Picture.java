package io.bitgap.dataset.image;

/**
 * RGB pixels in memory that may be larger than the picture.
 *
 * @param bytes three a pixel
 * @param stride bytes from row to row
 */
record Picture(byte[] bytes, int width, int height, int stride) {}

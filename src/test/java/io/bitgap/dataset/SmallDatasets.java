package io.bitgap.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Data sets made in memory, small enough to check by eye. */
public final class SmallDatasets {
    private SmallDatasets() {}

    /** Pixel k of image i is (i * 7 + k) mod 256; labels go round. Normalized by pixel / 255 alone. */
    public static ImageDataset counting(int train, int test, int side, int classes) {
        return new ImageDataset(
                "counting",
                "sha256:0",
                side,
                side,
                3,
                IntStream.range(0, classes).mapToObj(c -> "class" + c).toList(),
                new Normalization(new float[3], new float[] {1, 1, 1}),
                split(train, side, classes),
                split(test, side, classes));
    }

    /** White images; no pixel of them is 0. */
    public static ImageDataset bright(int train, int side) {
        ImageDataset data = counting(train, 1, side, 2);
        Arrays.fill(pixels(data.train()), (byte) 255);
        return data;
    }

    /** Of a split that lies in memory. */
    public static byte[] pixels(Split split) {
        return ((DecodedSplit) split).pixels();
    }

    private static DecodedSplit split(int size, int side, int classes) {
        int bytes = side * side * 3;
        byte[] pixels = new byte[size * bytes];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < bytes; k++) {
                pixels[i * bytes + k] = (byte) (i * 7 + k);
            }
        }
        return new DecodedSplit(
                pixels, IntStream.range(0, size).map(i -> i % classes).toArray());
    }
}

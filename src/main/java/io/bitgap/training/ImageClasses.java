package io.bitgap.training;

import java.util.Arrays;

/**
 * A class for each image of a split, in its order: one byte an image where there are at most 256 classes, else two, the higher
 * first. Worked number: with 1000 classes, class 258 is the bytes 1, 2.
 */
public final class ImageClasses {
    private static final int ONE_BYTE = 1 << Byte.SIZE;
    private static final int TWO_BYTES = 1 << Short.SIZE;

    private final byte[] bytes;
    private final int width;

    private ImageClasses(byte[] bytes, int width) {
        this.bytes = bytes;
        this.width = width;
    }

    /**
     * @param indices [n], each in [0, classes)
     * @param classes how many there are
     */
    public static ImageClasses of(int[] indices, int classes) {
        int width = width(classes);
        byte[] bytes = new byte[Math.multiplyExact(indices.length, width)];
        for (int image = 0; image < indices.length; image++) {
            if (indices[image] < 0 || indices[image] >= classes) {
                throw new IllegalArgumentException("Image %d has class %d; there are %d classes, counted from 0"
                        .formatted(image, indices[image], classes));
            }
            bytes[width * image] = (byte) (indices[image] >> (Byte.SIZE * (width - 1)));
            bytes[width * (image + 1) - 1] = (byte) indices[image];
        }
        return new ImageClasses(bytes, width);
    }

    /** As {@link #bytes} gave them. */
    public static ImageClasses read(byte[] bytes, int classes) {
        int width = width(classes);
        if (bytes.length % width != 0) {
            throw new IllegalArgumentException(
                    "%d bytes are no whole number of images at %d bytes each".formatted(bytes.length, width));
        }
        return new ImageClasses(bytes.clone(), width);
    }

    private static int width(int classes) {
        if (classes > TWO_BYTES) {
            throw new IllegalArgumentException(classes + " classes do not go into two bytes an image");
        }
        return classes <= ONE_BYTE ? 1 : 2;
    }

    public int size() {
        return bytes.length / width;
    }

    /** The class of one image. */
    public int of(int image) {
        int low = bytes[width * (image + 1) - 1] & 0xff;
        return width == 1 ? low : (bytes[width * image] & 0xff) << Byte.SIZE | low;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageClasses classes && width == classes.width && Arrays.equals(bytes, classes.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}

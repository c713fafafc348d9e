package io.bitgap.dataset;

/** The images of one split with their labels: in memory as bytes, or in files that are decoded when a batch needs them. */
public sealed interface Split permits DecodedSplit, FileSplit {
    /** [n], class indices. */
    int[] labels();

    /** The path of an image's file, or where images have none its position in the whole split. */
    String name(int image);

    /** RGB of an image as networks get it but for normalization, [height, width, 3]. */
    byte[] pixels(int image);

    /** The same split with these images only, by their positions in it. */
    Split only(int[] images);

    default int size() {
        return labels().length;
    }
}

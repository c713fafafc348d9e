package io.bitgap.dataset;

import io.bitgap.dataset.stream.ImageFiles;
import java.util.Arrays;

/**
 * Images of one split that stay in their files.
 *
 * @param files the files of all splits
 * @param images [n], positions in {@code files}
 * @param labels [n], class indices
 */
public record FileSplit(ImageFiles files, int[] images, int[] labels) implements Split {
    @Override
    public String name(int image) {
        return files.path(images[image]);
    }

    @Override
    public byte[] pixels(int image) {
        return files.middle(images[image]);
    }

    @Override
    public FileSplit only(int[] some) {
        return new FileSplit(
                files,
                Arrays.stream(some).map(position -> images[position]).toArray(),
                Arrays.stream(some).map(position -> labels[position]).toArray());
    }
}

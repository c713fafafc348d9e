package io.bitgap.dataset.stream;

import io.bitgap.dataset.image.Crop;
import io.bitgap.dataset.image.CropDecoder;
import io.bitgap.dataset.image.ImageLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Image files of one folder, by number. Their paths lie in one array of bytes: an image costs the length of its path and
 * four bytes.
 */
public final class ImageFiles {
    private final Path folder;
    private final int side;
    private final byte[] paths;
    private final int[] ends;

    /**
     * @param side pixels that images get in both directions
     * @param paths within the folder
     */
    ImageFiles(Path folder, int side, List<String> paths) {
        this.folder = folder;
        this.side = side;
        this.ends = new int[paths.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, bytes(paths.get(i)).length);
            ends[i] = end;
        }
        this.paths = new byte[end];
        for (int i = 0; i < ends.length; i++) {
            byte[] path = bytes(paths.get(i));
            System.arraycopy(path, 0, this.paths, ends[i] - path.length, path.length);
        }
    }

    private static byte[] bytes(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    /** Within the folder. */
    public String path(int image) {
        int start = image == 0 ? 0 : ends[image - 1];
        return new String(paths, start, ends[image] - start, StandardCharsets.UTF_8);
    }

    int side() {
        return side;
    }

    CropDecoder decoder() {
        return new CropDecoder(folder, side, ImageLimits.DEFAULT);
    }

    /** The middle of one image as tests see it: RGB, [side, side, 3]. */
    public byte[] middle(int image) {
        byte[] pixels = new byte[3 * side * side];
        try (CropDecoder decoder = decoder()) {
            decoder.decode(path(image), (width, height) -> Crop.middle(width, height, side), pixels);
        }
        return pixels;
    }

    /** Decodes images in this order on half of the processors, so that training keeps the other half. */
    public ImageStream stream(ImageStream.Order order) {
        return new ImageStream(this, order, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }
}

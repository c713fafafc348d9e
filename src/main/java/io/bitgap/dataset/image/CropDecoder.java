package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import java.awt.Rectangle;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Reads a part of an image file and brings it to a square, all in memory that is used again. A large photograph is read
 * with every second, third, ... pixel only, as long as two are left for each pixel of the square in each direction, so that
 * memory does not grow with photographs: less than 4 side x 4 side pixels of three bytes and 4 side x side of three floats
 * while resampling, 4.8 MB for a side of 224. For one thread.
 */
public final class CropDecoder implements AutoCloseable {
    private static final int DEFAULT_FILE_BYTES = 1 << 18;

    private final Path folder;
    private final int side;
    private final ImageLimits limits;
    private final ImageDecoder decoder;
    private final ReusableImageBuffer kept = new ReusableImageBuffer();
    private final CropResampling resampling;
    private byte[] content = new byte[DEFAULT_FILE_BYTES];

    /** Says which part of an image of this size is wanted. */
    @FunctionalInterface
    public interface Choice {
        Crop of(int width, int height);
    }

    public CropDecoder(Path folder, int side, ImageLimits limits) {
        this.folder = folder;
        this.side = side;
        this.limits = limits;
        this.decoder = new ImageDecoder(folder.toString(), limits);
        this.resampling = new CropResampling(side);
    }

    /**
     * @param path within the folder
     * @param target gets RGB, [side, side, 3]
     * @throws InvalidDataset naming the file when it cannot be read or decoded
     */
    public void decode(String path, Choice choice, byte[] target) {
        int length = read(path);
        decoder.read(path, content, length, (reader, size) -> {
            Crop crop = choice.of(size.width(), size.height());
            resampling.write(picture(reader, crop), crop.mirrored(), target);
            return target;
        });
    }

    private Picture picture(ImageReader reader, Crop crop) throws IOException {
        ImageReadParam part = reader.getDefaultReadParam();
        int everyColumn = Math.max(1, crop.width() / (2 * side));
        int everyRow = Math.max(1, crop.height() / (2 * side));
        part.setSourceRegion(new Rectangle(crop.left(), crop.top(), crop.width(), crop.height()));
        part.setSourceSubsampling(everyColumn, everyRow, 0, 0);
        return kept.read(
                reader,
                part,
                (crop.width() + everyColumn - 1) / everyColumn,
                (crop.height() + everyRow - 1) / everyRow);
    }

    private int read(String path) {
        try (InputStream in = new FileInputStream(folder.resolve(path).toFile())) {
            int length = 0;
            for (int got = 0; got >= 0; got = in.read(content, length, content.length - length)) {
                length += got;
                if (length > limits.entryBytes()) {
                    throw ImageArchive.tooLarge(folder, path, limits);
                }
                if (length == content.length) {
                    content = Arrays.copyOf(content, 2 * length);
                }
            }
            return length;
        } catch (IOException e) {
            throw new InvalidDataset(
                    "unreadable-image",
                    "%s in %s cannot be read (%s): put it back, or remove it and start again."
                            .formatted(path, folder, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}

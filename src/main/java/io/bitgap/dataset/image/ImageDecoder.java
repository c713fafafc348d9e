package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * JPEG and PNG to RGB, told apart by their first bytes. A file that ends early is an error, though the JDK would fill up
 * the missing part. Directions in EXIF are not followed. For one thread.
 */
final class ImageDecoder implements AutoCloseable {
    private final String origin;
    private final ImageLimits limits;
    private final ImageReader jpeg = reader("jpeg");
    private final ImageReader png = reader("png");
    private @Nullable String warning;

    /** @param origin the folder or archive, for messages */
    ImageDecoder(String origin, ImageLimits limits) {
        this.origin = origin;
        this.limits = limits;
        jpeg.addIIOReadWarningListener((source, text) -> warning = text);
        png.addIIOReadWarningListener((source, text) -> warning = text);
    }

    private static ImageReader reader(String format) {
        return ImageIO.getImageReadersByFormatName(format).next();
    }

    /** Reads what is wanted of an opened image, whose size is within the limits. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ImageReader reader, ImageSize size) throws IOException;
    }

    /** Looks at the header only. */
    ImageSize size(String path, byte[] content) {
        ImageReader reader = reader(path, content, content.length);
        try {
            reader.setInput(new ByteInput(content), true, true);
            return checkedSize(reader, path);
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        } finally {
            reader.setInput(null);
        }
    }

    Rgb decode(String path, byte[] content) {
        return read(path, content, content.length, (reader, size) -> RgbPixels.of(reader.read(0)));
    }

    /** @param length of the array's beginning that is the file */
    <T> T read(String path, byte[] content, int length, Reading<T> reading) {
        ImageReader reader = reader(path, content, length);
        warning = null;
        try {
            reader.setInput(new ByteInput(content, length), true, true);
            T image = reading.from(reader, checkedSize(reader, path));
            if (isDamage(warning)) {
                throw new IIOException(warning);
            }
            return image;
        } catch (IOException | RuntimeException e) {
            throw unreadable(path, e);
        } finally {
            reader.setInput(null);
        }
    }

    private ImageReader reader(String path, byte[] content, int length) {
        if (length > 3 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xd8) {
            return jpeg;
        }
        if (length > 8 && (content[0] & 0xff) == 0x89 && content[1] == 'P' && content[2] == 'N') {
            return png;
        }
        throw new InvalidDataset(
                "unreadable-image",
                "%s in %s is neither a JPEG nor a PNG inside: replace or remove it.".formatted(path, origin));
    }

    private ImageSize checkedSize(ImageReader reader, String path) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width < 1 || height < 1 || width * height > limits.imagePixels()) {
            throw new InvalidDataset(
                    "dataset-too-large",
                    "%s in %s is %d x %d pixels; %,d in all are the most."
                            .formatted(path, origin, width, height, limits.imagePixels()));
        }
        return new ImageSize((int) width, (int) height);
    }

    /** libjpeg warns about harmless things, too, such as superfluous bytes between its segments. */
    private static boolean isDamage(@Nullable String warning) {
        if (warning == null) {
            return false;
        }
        String text = warning.toLowerCase(Locale.ROOT);
        return text.contains("premature") || text.contains("truncated") || text.contains("bad huffman");
    }

    private InvalidDataset unreadable(String path, Exception cause) {
        if (cause instanceof InvalidDataset known) {
            return known;
        }
        return new InvalidDataset(
                "unreadable-image",
                "%s in %s cannot be decoded (%s): save it as plain RGB, replace it or remove it."
                        .formatted(path, origin, cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        jpeg.dispose();
        png.dispose();
    }
}

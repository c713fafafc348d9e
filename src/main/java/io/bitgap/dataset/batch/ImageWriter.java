package io.bitgap.dataset.batch;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import java.util.Arrays;

/**
 * Writes one image of a split as normalized floats [height, width, channels]. What a shift moves in from outside the
 * image is the mean pixel, that is zero after normalization.
 */
final class ImageWriter {
    private final byte[] pixels;
    private final int height;
    private final int width;
    private final int channels;
    private final PixelTable table;

    ImageWriter(ImageDataset data, DecodedSplit split) {
        this.pixels = split.pixels();
        this.height = data.height();
        this.width = data.width();
        this.channels = data.channels();
        this.table = new PixelTable(data.normalization());
    }

    int length() {
        return height * width * channels;
    }

    void write(int image, CropAndFlip shift, float[] target) {
        int first = Math.max(0, -shift.right());
        int last = Math.min(width, width - shift.right());
        if (first > 0 || last < width || shift.down() != 0) {
            Arrays.fill(target, 0f);
        }
        for (int y = 0; y < height; y++) {
            int row = y + shift.down();
            if (row >= 0 && row < height) {
                int source = ((image * height + row) * width + shift.right()) * channels;
                if (shift.mirrored()) {
                    writeMirrored(source, y * width * channels, first, last, target);
                } else {
                    writeRow(source, y * width * channels, first, last, target);
                }
            }
        }
    }

    private void writeRow(int source, int row, int first, int last, float[] target) {
        for (int c = 0; c < channels; c++) {
            float[] values = table.channel(c);
            for (int i = first * channels + c; i < last * channels; i += channels) {
                target[row + i] = values[pixels[source + i] & 0xff];
            }
        }
    }

    private void writeMirrored(int source, int row, int first, int last, float[] target) {
        for (int c = 0; c < channels; c++) {
            float[] values = table.channel(c);
            int to = row + (width - 1 - first) * channels + c;
            for (int i = first * channels + c; i < last * channels; i += channels, to -= channels) {
                target[to] = values[pixels[source + i] & 0xff];
            }
        }
    }
}

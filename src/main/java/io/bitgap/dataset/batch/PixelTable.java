package io.bitgap.dataset.batch;

import io.bitgap.dataset.Normalization;

/** Normalized value of every byte, per channel: 256 floats a channel instead of arithmetic a pixel. */
final class PixelTable {
    private final float[][] values;

    PixelTable(Normalization normalization) {
        values = new float[normalization.mean().length][256];
        for (int c = 0; c < values.length; c++) {
            for (int pixel = 0; pixel < 256; pixel++) {
                values[c][pixel] =
                        (pixel / 255f - normalization.mean()[c]) / normalization.deviation()[c];
            }
        }
    }

    float[] channel(int channel) {
        return values[channel];
    }
}

package io.bitgap.dataset.shapes;

import io.bitgap.dataset.seeded.SeededRandom;

/** An RGB picture in doubles, drawn on with smooth edges. */
final class Canvas {
    private static final int SAMPLES = 3;

    private final int size;
    private final double[] values;

    Canvas(int size) {
        this.size = size;
        this.values = new double[size * size * 3];
    }

    int size() {
        return size;
    }

    void set(int x, int y, Colour colour) {
        int at = (y * size + x) * 3;
        values[at] = colour.red();
        values[at + 1] = colour.green();
        values[at + 2] = colour.blue();
    }

    /** Draws a figure whose colour runs from one side to the other. */
    void fill(Outline outline, FigurePose pose, Colour from, Colour to, double opacity) {
        double reach = pose.radius() * Outline.REACH;
        int left = Math.max(0, (int) (pose.x() - reach));
        int right = Math.min(size - 1, (int) (pose.x() + reach) + 1);
        int top = Math.max(0, (int) (pose.y() - reach));
        int bottom = Math.min(size - 1, (int) (pose.y() + reach) + 1);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int hits = hits(outline, pose, x, y);
                if (hits > 0) {
                    double along = (y - pose.y()) / reach * 0.5 + 0.5;
                    blend(x, y, from.mixedWith(to, along), opacity * hits / (SAMPLES * SAMPLES));
                }
            }
        }
    }

    /** Adds noise of roughly normal distribution (the sum of four uniform numbers) to every value. */
    void addNoise(double deviation, SeededRandom random) {
        double scale = deviation * Math.sqrt(3.0) / 65536;
        for (int i = 0; i < values.length; i++) {
            long bits = random.nextLong();
            long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
            values[i] += (sum - 131070) * scale;
        }
    }

    void writeTo(byte[] pixels, int offset) {
        for (int i = 0; i < values.length; i++) {
            pixels[offset + i] = (byte) (int) Math.max(0, Math.min(255, values[i] + 0.5));
        }
    }

    private static int hits(Outline outline, FigurePose pose, int x, int y) {
        int hits = 0;
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                if (pose.covers(outline, x + (j + 0.5) / SAMPLES, y + (i + 0.5) / SAMPLES)) {
                    hits++;
                }
            }
        }
        return hits;
    }

    private void blend(int x, int y, Colour colour, double share) {
        int at = (y * size + x) * 3;
        values[at] += (colour.red() - values[at]) * share;
        values[at + 1] += (colour.green() - values[at + 1]) * share;
        values[at + 2] += (colour.blue() - values[at + 2]) * share;
    }
}

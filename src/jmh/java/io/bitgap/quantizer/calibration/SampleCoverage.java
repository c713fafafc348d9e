package io.bitgap.quantizer.calibration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of a tensor's layout a sample sees: the channels and columns of activations [batch, height, width, channels], the
 * taps of weights [out, in, 3, 3]. Beside {@link StratifiedSample}, a constant stride. Prints Markdown tables.
 */
public final class SampleCoverage {
    private static final int STRIDED = 16_384;
    private static final int[] SIDES = {32, 16, 8};
    private static final int TAPS = 9;

    private SampleCoverage() {}

    public static void main(String[] args) {
        System.out.println("| batch | tensor | values | channels: stride | sample | columns: stride | sample |");
        System.out.println("|---:|---|---:|---:|---:|---:|---:|");
        for (int batch : new int[] {32, 64, 128, 250, 256, 512}) {
            for (int side : SIDES) {
                int channels = 512 / side;
                row(
                        batch + " | %1$dx%1$dx%2$d".formatted(side, channels),
                        (long) batch * side * side * channels,
                        channels,
                        side);
            }
        }
        System.out.println();
        System.out.println("| weights | values | taps: stride | sample |");
        System.out.println("|---|---:|---:|---:|");
        for (int channels : new int[] {32, 64, 128, 256, 512}) {
            row("%1$dx%1$dx3x3".formatted(channels), (long) channels * channels * TAPS, TAPS);
        }
    }

    /** @param parts how the layout divides, from the innermost */
    private static void row(String tensor, long length, int... parts) {
        List<String> cells = new ArrayList<>(List.of(tensor, Long.toString(length)));
        double[] strided = strided(length);
        double[] sample = StratifiedSample.of(length, index -> index);
        long neighbours = 1;
        for (int part : parts) {
            cells.add(seen(strided, neighbours, part) + " of " + part);
            cells.add(seen(sample, neighbours, part) + " of " + part);
            neighbours *= part;
        }
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    private static double[] strided(long length) {
        long step = Math.max(1, length / STRIDED);
        return IntStream.range(0, (int) Math.min(STRIDED, length / step))
                .mapToDouble(i -> i * step)
                .toArray();
    }

    private static int seen(double[] indices, long neighbours, int parts) {
        BitSet seen = new BitSet();
        for (double index : indices) {
            seen.set((int) ((long) index / neighbours % parts));
        }
        return seen.cardinality();
    }
}

package io.bitgap.quantizer.calibration;

/**
 * Which elements of a tensor stand for all of them: one of every n/m neighbours, where n is the length and m the size of the
 * sample; all of them where n is at most m.
 *
 * <p>Element i of the sample is element floor((i + frac(i*phi))*n/m) of the tensor, phi = (sqrt(5)-1)/2. A constant stride
 * shares factors with the channels, the width or the kernel, and then sees the same channel, column or tap over and over;
 * multiples of an irrational number have no period, so here each gets its share. Nothing is drawn: the same length gives the
 * same elements on every machine and thread.
 *
 * <p>Source of the sequence: Knuth, The Art of Computer Programming, volume 3, section 6.4. Worked number: n = 131,072, m =
 * 65,536: i = 3 stands for elements 6 and 7, frac(3*phi) = 0.854, so it is element 7.
 */
public final class StratifiedSample {
    /** The most elements of a sample. */
    public static final int SIZE = 65_536;

    /** phi * 2^64. */
    private static final long PHI = 0x9e3779b97f4a7c15L;

    private StratifiedSample() {}

    /** The value of an element. */
    @FunctionalInterface
    public interface Elements {
        double at(long index);
    }

    /** The sample of a tensor in memory order. */
    public static double[] of(long length, Elements elements) {
        double[] sample = new double[(int) Math.min(length, SIZE)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = elements.at(index(i, length));
        }
        return sample;
    }

    /**
     * The place of an element in the tensor.
     *
     * @param i its place in the sample
     * @param length elements of the tensor
     */
    private static long index(int i, long length) {
        double fraction = ((i * PHI) >>> Integer.SIZE) * 0x1p-32;
        return (long) ((i + fraction) * ((double) length / Math.min(length, SIZE)));
    }
}

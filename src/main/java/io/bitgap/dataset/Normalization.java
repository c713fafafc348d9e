package io.bitgap.dataset;

/**
 * x = (pixel / 255 - mean) / deviation, per channel; both arrays have one entry a channel.
 */
public record Normalization(float[] mean, float[] deviation) {
    /** Least deviation: a channel without any variation becomes zero, not infinite. */
    private static final double MIN_DEVIATION = 1e-3;

    public Normalization {
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException("Mean and deviation need one entry a channel each");
        }
    }

    /**
     * CIFAR-10's usual constants: mean and deviation of the training pixels, as most published results use them. Worked
     * number: a red pixel of 255 becomes (1 - 0.4914) / 0.2470 = 2.0591.
     */
    public static Normalization cifar10() {
        return new Normalization(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f});
    }

    /** ImageNet's usual constants: mean and deviation of its training pixels, as most networks for photographs use them. */
    public static Normalization imageNet() {
        return new Normalization(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
    }

    /** Mean and deviation of a split's pixels; sums are whole numbers, so the order does not matter. */
    public static Normalization of(DecodedSplit split, int channels) {
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        byte[] pixels = split.pixels();
        for (int i = 0; i + channels <= pixels.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                int value = pixels[i + c] & 0xff;
                sum[c] += value;
                squares[c] += (long) value * value;
            }
        }
        double n = Math.max(1, pixels.length / channels);
        float[] mean = new float[channels];
        float[] deviation = new float[channels];
        for (int c = 0; c < channels; c++) {
            double m = sum[c] / n;
            mean[c] = (float) (m / 255);
            deviation[c] = (float) Math.max(MIN_DEVIATION, Math.sqrt(Math.max(0, squares[c] / n - m * m)) / 255);
        }
        return new Normalization(mean, deviation);
    }
}

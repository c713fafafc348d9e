package io.bitgap.training;

import java.nio.ByteBuffer;

/**
 * How often each weight of a layer goes back to the level that it came from (Nagel et al., arXiv 2203.11086, section 3 and algorithm
 * 1). A step is an oscillation, o = 1, where a weight's code changes in the other direction than at its last change. The frequency
 * f := m * o + (1 - m) * f and the mean code c := m * code + (1 - m) * c run with m = 0.01. A weight whose frequency exceeds the
 * threshold is put on the level of its rounded mean code and stays there; its latent value follows the scale.
 *
 * <p>Worked number: a weight that flips to and fro at every step has f = 0.01 after its second flip and f = 1 - 0.99^n after n
 * oscillations.
 */
final class LayerOscillation {
    /** The paper's m. */
    private static final float MOMENTUM = 0.01f;
    /** The paper counts weights as oscillating above this. */
    private static final float OSCILLATING = 0.005f;

    private static final byte FROZEN = 2;

    private final WatchedWeights weights;
    private final double threshold;
    /** Of the last change: -1, 1, or 0 before the first; or frozen. */
    private final byte[] direction;

    private final float[] frequency;
    private final float[] meanCode;
    private boolean begun;

    /** @param threshold frequency from which on a weight is frozen; 0 = never */
    LayerOscillation(WatchedWeights weights, double threshold) {
        this.weights = weights;
        this.threshold = threshold;
        direction = new byte[weights.size()];
        frequency = new float[direction.length];
        meanCode = new float[direction.length];
    }

    String layer() {
        return weights.layer();
    }

    int size() {
        return direction.length;
    }

    /** Follows the last step. */
    void follow() {
        int[] before = weights.before();
        int[] now = weights.now();
        if (before.length == 0) {
            return; // not calibrated before it
        }
        if (!begun) {
            begun = true;
            for (int i = 0; i < before.length; i++) {
                meanCode[i] = before[i];
            }
        }
        boolean frozen = false;
        for (int i = 0; i < before.length; i++) {
            if (direction[i] != FROZEN) {
                follow(i, now[i], Integer.signum(now[i] - before[i]));
            }
            frozen |= direction[i] == FROZEN;
        }
        if (frozen) {
            weights.place(i -> direction[i] == FROZEN, i -> meanCode[i]);
        }
    }

    private void follow(int i, int code, int change) {
        int oscillation = change != 0 && direction[i] == -change ? 1 : 0;
        if (change != 0) {
            direction[i] = (byte) change;
        }
        frequency[i] += MOMENTUM * (oscillation - frequency[i]);
        meanCode[i] += MOMENTUM * (code - meanCode[i]);
        if (threshold > 0 && frequency[i] > threshold) {
            direction[i] = FROZEN;
            meanCode[i] = (float) Math.rint(meanCode[i]);
        }
    }

    /** Weights that oscillate and are not frozen. */
    int oscillating() {
        int count = 0;
        for (int i = 0; i < direction.length; i++) {
            count += direction[i] != FROZEN && frequency[i] > OSCILLATING ? 1 : 0;
        }
        return count;
    }

    int frozen() {
        int count = 0;
        for (byte each : direction) {
            count += each == FROZEN ? 1 : 0;
        }
        return count;
    }

    /** Bytes of {@link #write}. */
    int bytes() {
        return 1 + direction.length * (1 + 2 * Float.BYTES);
    }

    void write(ByteBuffer out) {
        out.put((byte) (begun ? 1 : 0)).put(direction);
        for (int i = 0; i < direction.length; i++) {
            out.putFloat(frequency[i]).putFloat(meanCode[i]);
        }
    }

    void read(ByteBuffer in) {
        begun = in.get() == 1;
        in.get(direction);
        for (int i = 0; i < direction.length; i++) {
            frequency[i] = in.getFloat();
            meanCode[i] = in.getFloat();
        }
    }
}

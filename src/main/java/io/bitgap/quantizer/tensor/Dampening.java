package io.bitgap.quantizer.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The pull of latent weights w towards their levels q(w) (Nagel et al., arXiv 2203.11086, section 4.1): the loss term lambda * sum
 * of (clip(w) - q(w))^2 has the gradient 2 * lambda * (w - q(w)), with the levels held fixed. Weights that the range cuts off are
 * further from their level than half a step and get none.
 *
 * <p>Worked number: lambda = 0.5, step 1, w = 0.3: q(w) = 0, gradient 0.3.
 */
public final class Dampening {
    /** Half a step, and what rounding in float32 may add to it. */
    private static final double INSIDE = 0.5 + 1e-4;

    private Dampening() {}

    /**
     * Adds it to the gradient of the latent weights.
     *
     * @param lambda above 0
     * @param latent axis 0 is the output channel
     * @param quantized the levels that they are on, same shape
     * @param step from one level to the next, one entry an output channel
     * @param gradient of the latent weights, same shape
     */
    public static void add(double lambda, INDArray latent, INDArray quantized, double[] step, INDArray gradient) {
        double[] w = WeightValues.of(latent);
        double[] q = WeightValues.of(quantized);
        double[] g = WeightValues.of(gradient);
        int channel = w.length / step.length;
        for (int i = 0; i < w.length; i++) {
            double distance = w[i] - q[i];
            if (Math.abs(distance) <= INSIDE * step[i / channel]) {
                g[i] += 2 * lambda * distance;
            }
        }
        WeightValues.put(g, gradient);
    }
}

package io.bitgap.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a classifier learns from another one's answers beside its labels (arXiv 1503.02531). With logits z, labels y, the other's
 * logits t, temperature T and share a, p(z) = softmax(z), the loss is (1-a) * CE(y, p(z)) + a * T^2 * KL(p(t/T) || p(z/T)): the
 * factor T^2 keeps its gradient as large as at T = 1.
 *
 * <p>Its gradient dL/dz = (1-a) * (p(z) - y) + a * T * (p(z/T) - p(t/T)) is that of the cross-entropy alone with the target
 * {@link #target} in place of y.
 *
 * @param logits the other's, [batch, classes]
 * @param temperature T, above 0
 * @param share a, 0..1
 */
public record SoftTargets(INDArray logits, double temperature, double share) {
    /**
     * y' = (1-a) * y + a * p(z) - a * T * (p(z/T) - p(t/T)). Each row's sum is 1; single values may be below 0.
     *
     * <p>Worked number: T = 1, a = 1 gives p(t).
     *
     * @param labels y, [batch, classes], each row's sum is 1
     * @param own z, [batch, classes]
     * @return a new array, [batch, classes]
     */
    public INDArray target(INDArray labels, INDArray own) {
        int classes = (int) labels.size(1);
        float[] y = values(labels);
        float[] z = values(own);
        float[] t = values(logits);
        for (int from = 0; from < y.length; from += classes) {
            double[] answer = softmax(z, from, classes, 1);
            double[] softAnswer = softmax(z, from, classes, temperature);
            double[] softGoal = softmax(t, from, classes, temperature);
            for (int i = 0; i < classes; i++) {
                y[from + i] = (float)
                        ((1 - share) * y[from + i] + share * (answer[i] - temperature * (softAnswer[i] - softGoal[i])));
            }
        }
        return Nd4j.createFromArray(y).reshape(labels.shape());
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static double[] softmax(float[] logits, int from, int classes, double temperature) {
        double[] shares = new double[classes];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            largest = Math.max(largest, logits[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            shares[i] = Math.exp((logits[from + i] - largest) / temperature);
            sum += shares[i];
        }
        for (int i = 0; i < classes; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}

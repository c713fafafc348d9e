package io.bitgap.training;

/**
 * Learning from the run's fp32 baseline beside the labels (arXiv 1503.02531).
 *
 * @param temperature what the logits of both are divided by before their softmax
 * @param share of the loss that is the distance to the baseline's answers; 0 = none
 */
public record Distillation(double temperature, double share) {
    static final Distillation NONE = new Distillation(1, 0);

    Distillation temperature(double value) {
        return new Distillation(value, share);
    }

    Distillation share(double value) {
        return new Distillation(temperature, value);
    }
}

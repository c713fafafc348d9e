package io.bitgap.training;

/**
 * What an epoch has to compute.
 *
 * @param trained images that go through a training step
 * @param evaluated images of the evaluation at its end, on average
 */
public record EpochWork(double trained, double evaluated) {
    /** An image's forward pass costs about a third of its training step. */
    private static final double EVALUATION_COST = 1.0 / 3;

    /** Its cost in training steps of one image each: 6,000 trained and 1,500 evaluated images are 6,500. */
    public double images() {
        return trained + evaluated * EVALUATION_COST;
    }
}

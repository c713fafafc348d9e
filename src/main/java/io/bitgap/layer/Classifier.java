package io.bitgap.layer;

/** A running output layer, which knows how the last training batch went. */
public interface Classifier {
    /** Mean cross-entropy of the last training batch, without regularization. */
    double loss();

    /** Right answers in the last training batch. */
    int correct();

    /** What the next training step learns from beside its labels; {@link #loss} stays that of the labels alone. */
    void learnFrom(SoftTargets targets);
}

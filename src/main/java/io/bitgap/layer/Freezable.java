package io.bitgap.layer;

/** A running layer whose statistics follow the batches in training, unless they are frozen. */
public interface Freezable {
    /** Whether training uses the statistics as they stand and leaves them alone. */
    void freeze(boolean frozen);
}

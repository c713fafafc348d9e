package io.bitgap.training;

/** The starting point of a method's runs. */
public enum Start {
    /** The fp32 baseline of their seed. */
    FP32,
    /** Random weights. */
    SCRATCH,
    /** The same method's run at the next wider setting of the grid; the widest starts from the baseline. */
    PROGRESSIVE
}

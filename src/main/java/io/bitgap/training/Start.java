package io.bitgap.training;

/** Where the runs of a method start from. */
public enum Start {
    /** The fp32 baseline of their seed. */
    FP32,
    /** Random weights. */
    SCRATCH,
    /** The same method's run at the next wider setting of the grid; the widest starts from the baseline. */
    PROGRESSIVE
}

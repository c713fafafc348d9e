package io.bitgap.quantizer;

/** Sums over the elements of a tensor that learned parameters need; see {@link RegionSums}. */
public enum RegionSum {
    BELOW,
    INSIDE,
    INSIDE_X,
    INSIDE_Y,
    ABOVE
}

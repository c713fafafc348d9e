package io.bitgap.quantizer;

/**
 * Sums over one tensor, split by the gradient window of a {@link Staircase}: g is dL/dy, x the input, y the output.
 * These five are enough for every parameter that the supported quantizers learn. Sums that were not asked for are 0.
 *
 * @param below sum of g where x lies below the window
 * @param inside sum of g inside
 * @param insideX sum of g*x inside
 * @param insideY sum of g*y inside
 * @param above sum of g where x lies above the window
 * @param size of the tensor, inside and outside
 */
public record RegionSums(double below, double inside, double insideX, double insideY, double above, TensorSize size) {
    /** Those of both parts of a tensor. */
    public RegionSums plus(RegionSums other) {
        return new RegionSums(
                below + other.below,
                inside + other.inside,
                insideX + other.insideX,
                insideY + other.insideY,
                above + other.above,
                size.plus(other.size));
    }

    /** The same sums, of a tensor of that size. */
    public RegionSums sized(TensorSize actual) {
        return new RegionSums(below, inside, insideX, insideY, above, actual);
    }
}

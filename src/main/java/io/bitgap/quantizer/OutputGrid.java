package io.bitgap.quantizer;

/**
 * What the steps of a {@link Staircase} stand for: y = scale * step + offset; the stored code is step + zeroPoint.
 *
 * <p>Worked number: scale 0.25 and offset -0.1 give step 3 the value 0.65.
 *
 * @param scale output units a step
 * @param offset the value of step 0; not 0 where it is learned
 */
public record OutputGrid(double scale, double offset, int zeroPoint) {}

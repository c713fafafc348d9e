package io.bitgap.quantizer.evaluation;

/**
 * One step of a curve.
 *
 * @param code stored integer
 * @param output value it stands for
 * @param from smallest input of the grid that gets it
 * @param to largest input of the grid that gets it
 */
public record CurveLevel(long code, double output, double from, double to) {}

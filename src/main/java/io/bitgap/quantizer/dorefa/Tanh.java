package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.tensor.Tile;

/**
 * tanh of many values. The JVM has none that it could compute several at a time; a quotient of two polynomials it has.
 *
 * <p>tanh x = x*P(x^2)/Q(x^2), the 13th convergent of Lambert's continued fraction x/(1 + x^2/(3 + x^2/(5 + ...))); its error
 * for |x| up to 4 is below 1e-10. Larger values are few among weights and take the long way.
 */
final class Tanh {
    private static final int CONVERGENT = 13;
    private static final double FAR = 4;
    private static final double[] P = convergent(1, 0);
    private static final double[] Q = convergent(1, 1);

    private Tanh() {}

    /**
     * Coefficients of A_n = (2n-1)*A_(n-1) + z*A_(n-2), lowest first, divided by the constant one so that they stay small.
     *
     * @param first A_1
     * @param before A_0
     */
    private static double[] convergent(double first, double before) {
        double[] last = {before};
        double[] now = {first};
        for (int n = 2; n <= CONVERGENT; n++) {
            double[] next = new double[CONVERGENT / 2 + 1];
            for (int i = 0; i < next.length; i++) {
                next[i] = (2 * n - 1) * (i < now.length ? now[i] : 0) + (i > 0 && i <= last.length ? last[i - 1] : 0);
            }
            last = now;
            now = next;
        }
        double scale = 1;
        for (int n = 2; n <= CONVERGENT; n++) {
            scale *= 2 * n - 1;
        }
        for (int i = 0; i < now.length; i++) {
            now[i] /= scale;
        }
        return now;
    }

    /** tanh of one value, to the bit what it is among many. */
    static double of(double x) {
        if (!(Math.abs(x) <= FAR)) {
            return Math.tanh(x);
        }
        double[] square = {x * x};
        double[] numerator = new double[1];
        double[] denominator = new double[1];
        polynomial(P, square, numerator, 1);
        polynomial(Q, square, denominator, 1);
        return numerator[0] * x / denominator[0];
    }

    /** Puts tanh x in place of every x. Short loops: the JVM makes no vector instructions of long ones. */
    static void inPlace(Tile tile) {
        double[] x = tile.x();
        double[] squares = tile.spare(0);
        double[] numerators = tile.spare(1);
        double[] denominators = tile.spare(2);
        int length = tile.length();
        boolean far = !(tile.maxAbs() <= FAR);
        for (int i = 0; i < length; i++) {
            squares[i] = x[i] * x[i];
        }
        polynomial(P, squares, numerators, length);
        polynomial(Q, squares, denominators, length);
        for (int i = 0; i < length; i++) {
            numerators[i] *= x[i];
        }
        for (int i = 0; i < length; i++) {
            numerators[i] /= denominators[i];
        }
        for (int i = 0; far && i < length; i++) {
            if (!(Math.abs(x[i]) <= FAR)) {
                numerators[i] = Math.tanh(x[i]);
            }
        }
        System.arraycopy(numerators, 0, x, 0, length);
    }

    private static void polynomial(double[] coefficients, double[] z, double[] result, int length) {
        double a = coefficients[6];
        double b = coefficients[5];
        double c = coefficients[4];
        double d = coefficients[3];
        for (int i = 0; i < length; i++) {
            result[i] = ((a * z[i] + b) * z[i] + c) * z[i] + d;
        }
        double e = coefficients[2];
        double f = coefficients[1];
        double g = coefficients[0];
        for (int i = 0; i < length; i++) {
            result[i] = ((result[i] * z[i] + e) * z[i] + f) * z[i] + g;
        }
    }
}

package io.bitgap.quantizer.dorefa;

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

    /** Puts tanh x in place of every x. */
    static void inPlace(double[] values) {
        double p0 = P[0];
        double p1 = P[1];
        double p2 = P[2];
        double p3 = P[3];
        double p4 = P[4];
        double p5 = P[5];
        double p6 = P[6];
        double q0 = Q[0];
        double q1 = Q[1];
        double q2 = Q[2];
        double q3 = Q[3];
        double q4 = Q[4];
        double q5 = Q[5];
        double q6 = Q[6];
        double[] far = far(values);
        for (int i = 0; i < values.length; i++) {
            double x = values[i];
            double z = x * x;
            double p = p0 + z * (p1 + z * (p2 + z * (p3 + z * (p4 + z * (p5 + z * p6)))));
            double q = q0 + z * (q1 + z * (q2 + z * (q3 + z * (q4 + z * (q5 + z * q6)))));
            values[i] = x * p / q;
        }
        for (int i = 0; i < far.length; i++) {
            if (!(Math.abs(far[i]) <= FAR)) {
                values[i] = Math.tanh(far[i]);
            }
        }
    }

    /** A copy of the values if any of them is far out or no number, else nothing. */
    private static double[] far(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest <= FAR ? new double[0] : values.clone();
    }
}

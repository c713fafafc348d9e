package io.bitgap.training;

/**
 * What is done about weights that go to and fro between two levels (arXiv 2203.11086).
 *
 * @param telemetry whether the share of such weights is measured
 * @param dampening weight in the loss of the squared distance of latent weights to their levels; 0 = none
 * @param freezing frequency of oscillation, in flips a step, from which on a weight is frozen; 0 = never
 */
public record Oscillation(boolean telemetry, double dampening, double freezing) {
    static final Oscillation NONE = new Oscillation(false, 0, 0);

    /** Whether it has to be known which weights oscillate. */
    public boolean watches() {
        return telemetry || freezing > 0;
    }

    Oscillation telemetry(boolean value) {
        return new Oscillation(value, dampening, freezing);
    }

    Oscillation dampening(double value) {
        return new Oscillation(telemetry, value, freezing);
    }

    Oscillation freezing(double value) {
        return new Oscillation(telemetry, dampening, value);
    }
}

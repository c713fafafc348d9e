package io.bitgap.training;

/**
 * When a run is evaluated, and when it ends early.
 *
 * @param evaluateEvery epochs from one evaluation to the next; the last epoch always has one
 * @param earlyStopping epochs without a better result on the validation images after which a run ends; 0 = never
 */
public record Selection(int evaluateEvery, int earlyStopping) {
    static final Selection EVERY_EPOCH = new Selection(1, 0);

    /** Whether an epoch, counted from 1, is evaluated. */
    boolean evaluates(int epoch, int epochs) {
        return epoch % evaluateEvery == 0 || epoch == epochs;
    }

    /** How many of the epochs are. */
    int evaluations(int epochs) {
        return (epochs + evaluateEvery - 1) / evaluateEvery;
    }

    Selection evaluateEvery(int value) {
        return new Selection(value, earlyStopping);
    }

    Selection earlyStopping(int value) {
        return new Selection(evaluateEvery, value);
    }
}

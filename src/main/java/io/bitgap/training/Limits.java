package io.bitgap.training;

/**
 * How many examples of each split a run uses, taken evenly over the split; 0 means all of them.
 *
 * @param trainExamples examples of the training split
 * @param testExamples examples of the test split
 */
public record Limits(int trainExamples, int testExamples) {
    public static final Limits NONE = new Limits(0, 0);
}

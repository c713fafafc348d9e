package io.bitgap.training;

/**
 * How many examples of each split a run uses, taken evenly over the split; 0 means all of them, for validation none.
 *
 * @param trainExamples examples of the training split
 * @param testExamples examples of the test split
 * @param validationExamples examples of the training split that are not trained on: the best epoch is chosen by them
 */
public record Limits(int trainExamples, int testExamples, int validationExamples) {
    public static final Limits NONE = new Limits(0, 0);

    /** Without validation. */
    public Limits(int trainExamples, int testExamples) {
        this(trainExamples, testExamples, 0);
    }
}

package io.bitgap.training;

/**
 * What a network said about every image that it was tested on.
 *
 * @param predicted in the order of the split
 */
public record TestAnswers(TestSplit split, ImageClasses predicted) {
    public TestAnswers {
        if (predicted.size() != split.size()) {
            throw new IllegalArgumentException(
                    "%d answers to a test split of %d images".formatted(predicted.size(), split.size()));
        }
    }

    public int size() {
        return split.size();
    }

    /** Whether the network named the class of an image. */
    public boolean right(int image) {
        return predicted.of(image) == split.labels().of(image);
    }
}

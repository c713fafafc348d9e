package io.bitgap.dataset;

/**
 * A data set as the catalogue shows it, without loading it.
 *
 * @param kind {@code generated}, {@code cifar10-binary}, {@code image-folder}, {@code image-zip}, {@code
 *     image-tar} or {@code image-stream}
 * @param sentence what it is, in one sentence
 * @param source where it comes from (a configured path is named by its file name only)
 * @param height pixels of every image, as a network gets it
 * @param sizeFrom why it is this size, in words
 * @param classes number of classes
 * @param trainExamples images of the training split
 * @param testExamples images of the test split
 */
public record DatasetDescription(
        String name,
        String kind,
        String sentence,
        String source,
        int height,
        int width,
        String sizeFrom,
        int classes,
        int trainExamples,
        int testExamples) {}

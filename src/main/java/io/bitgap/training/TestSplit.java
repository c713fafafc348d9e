package io.bitgap.training;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Split;
import io.bitgap.format.Sha256;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images that networks are tested on, without their pixels. Networks with the same one have answered the same questions
 * in the same order: their answers can be compared image by image.
 *
 * @param id SHA-256, lower-case hex, over the data set's checksum and the name and label of every image in order: another limit,
 *     another order or other files give another one
 * @param checksum of the data set
 * @param classes names by label
 * @param labels the right answers
 * @param names of the images: paths of their files, or positions in the whole test split
 */
public record TestSplit(String id, String checksum, List<String> classes, ImageClasses labels, List<String> names) {
    public TestSplit {
        classes = List.copyOf(classes);
        names = List.copyOf(names);
        if (names.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "%d names for %d images of a test split".formatted(names.size(), labels.size()));
        }
    }

    /** What a run with these limits is tested on. */
    public static TestSplit of(ImageDataset data, Limits limits) {
        // the training split is not asked for, and a limit on it would copy its pixels
        Split test = Batches.limited(data, 0, limits.testExamples()).test();
        List<String> names =
                IntStream.range(0, test.size()).mapToObj(test::name).toList();
        return new TestSplit(
                id(data.checksum(), test, names),
                data.checksum(),
                data.classes(),
                ImageClasses.of(test.labels(), data.classes().size()),
                names);
    }

    private static String id(String checksum, Split test, List<String> names) {
        StringBuilder text = new StringBuilder(checksum).append('\n');
        for (int image = 0; image < names.size(); image++) {
            text.append(names.get(image))
                    .append('\0')
                    .append(test.labels()[image])
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }

    public int size() {
        return labels.size();
    }
}

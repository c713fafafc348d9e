package io.bitgap.dataset.shapes;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.dataset.seeded.SeededRandom;
import io.bitgap.dataset.source.Checksum;
import io.bitgap.dataset.source.DatasetSource;
import java.util.stream.IntStream;

/**
 * Ten kinds of figures, 32x32 RGB, drawn from a seed: the same bytes on every machine. Every image follows from (seed,
 * split, index) alone, so a shorter split is the beginning of a longer one. Labels go round: image i has label i % 10.
 */
public final class Shapes10 implements DatasetSource {
    public static final String NAME = "shapes10";
    private static final long SEED = 10;
    private static final int TRAIN = 6000;
    private static final int TEST = 2000;

    private final long seed;
    private final int trainExamples;
    private final int testExamples;

    public Shapes10() {
        this(SEED, TRAIN, TEST);
    }

    Shapes10(long seed, int trainExamples, int testExamples) {
        this.seed = seed;
        this.trainExamples = trainExamples;
        this.testExamples = testExamples;
    }

    @Override
    public DatasetDescription describe() {
        return new DatasetDescription(
                NAME,
                "generated",
                "Ten kinds of figures (circle to triangle) in clutter and noise, drawn from a fixed seed; nothing to download.",
                "generated, seed " + seed,
                Scene.SIZE,
                Scene.SIZE,
                "they are drawn so",
                Shape.values().length,
                trainExamples,
                testExamples);
    }

    @Override
    public ImageDataset load() {
        DecodedSplit train = split(0, trainExamples);
        DecodedSplit test = split(1, testExamples);
        String checksum =
                new Checksum("SHA-256").add(train.pixels()).add(test.pixels()).text();
        return new ImageDataset(
                NAME, checksum, Scene.SIZE, Scene.SIZE, 3, Shape.names(), Normalization.of(train, 3), train, test);
    }

    private DecodedSplit split(int number, int examples) {
        int bytes = Scene.SIZE * Scene.SIZE * 3;
        byte[] pixels = new byte[examples * bytes];
        int[] labels = new int[examples];
        IntStream.range(0, examples).parallel().forEach(i -> {
            labels[i] = i % Shape.values().length;
            Scene.paint(Shape.ofLabel(labels[i]), SeededRandom.of(seed, number, i), pixels, i * bytes);
        });
        return new DecodedSplit(pixels, labels);
    }
}

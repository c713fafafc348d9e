package io.bitgap.dataset;

import static io.bitgap.dataset.SmallDatasets.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

@Timeout(60)
class BatchesTests {
    private static final int PIXELS = 8 * 8 * 3;

    private final ImageDataset data = SmallDatasets.counting(50, 23, 8, 5);

    @Test
    void theTestSplitComesInOrderWithItsLastPartialBatch() {
        try (BatchStream stream = Batches.test(data, 10)) {
            assertThat(stream.batches()).isEqualTo(3);
            int image = 0;
            while (stream.hasNext()) {
                DataSet batch = stream.next();
                long size = Math.min(10, 23 - image);
                assertThat(batch.getFeatures().shape()).containsExactly(size, 8, 8, 3);
                assertThat(batch.getFeatures().ordering()).isEqualTo('c');
                assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
                assertThat(batch.getLabels().shape()).containsExactly(size, 5);
                for (int i = 0; i < size; i++, image++) {
                    assertThat(batch.getFeatures().getFloat(i, 3, 2, 1))
                            .isEqualTo(((image * 7 + (3 * 8 + 2) * 3 + 1) & 0xff) / 255f);
                    assertThat(batch.getLabels().getRow(i).argMax().getInt(0)).isEqualTo(image % 5);
                    assertThat(batch.getLabels().getRow(i).sumNumber().doubleValue())
                            .isEqualTo(1.0);
                }
            }
            assertThat(image).isEqualTo(23);
        }
    }

    @Test
    void theSameSeedAndEpochGiveTheSameBitsAndAnotherGivesOthers() {
        List<float[]> first = features(Batches.training(data, 16, true, 7, 3));
        assertThat(features(Batches.training(data, 16, true, 7, 3))).containsExactlyElementsOf(first);
        assertThat(features(Batches.training(data, 16, true, 7, 4)).get(0)).isNotEqualTo(first.get(0));
        assertThat(features(Batches.training(data, 16, true, 8, 3)).get(0)).isNotEqualTo(first.get(0));
    }

    @Test
    void anEpochShowsEveryImageOnceWhenBatchesDivideTheSplit() {
        List<Float> firstPixels = new ArrayList<>();
        try (BatchStream stream = Batches.training(data, 10, false, 1, 1)) {
            stream.forEachRemaining(batch -> IntStream.range(0, 10)
                    .forEach(i -> firstPixels.add(batch.getFeatures().getFloat(i, 0, 0, 0))));
        }
        Float[] expected =
                IntStream.range(0, 50).mapToObj(i -> (i * 7 & 0xff) / 255f).toArray(Float[]::new);
        assertThat(firstPixels).containsExactlyInAnyOrder(expected).doesNotContainSequence(expected);
    }

    @Test
    void aLastIncompleteBatchIsLeftOutOfTrainingUnlessItIsTheOnlyOne() {
        try (BatchStream stream = Batches.training(data, 16, true, 1, 1);
                BatchStream only = Batches.training(data, 64, true, 1, 1)) {
            assertThat(stream.batches()).isEqualTo(3);
            assertThat(only.batches()).isEqualTo(1);
            assertThat(only.next().getFeatures().size(0)).isEqualTo(50);
        }
    }

    @Test
    void aBatchStaysAsItIsUntilTheOneAfterTheNextIsAskedFor() {
        try (BatchStream stream = Batches.training(data, 5, true, 1, 1)) {
            DataSet first = stream.next();
            float[] copy = first.getFeatures().dup().data().asFloat();
            DataSet second = stream.next();
            assertThat(first.getFeatures().dup().data().asFloat()).isEqualTo(copy);
            assertThat(second.getFeatures()).isNotSameAs(first.getFeatures());
        }
    }

    @Test
    void theArraysAreUsedAgain() {
        try (BatchStream stream = Batches.training(data, 5, true, 1, 1)) {
            List<DataSet> seen = new ArrayList<>();
            stream.forEachRemaining(seen::add);
            assertThat(seen).hasSize(10);
            assertThat(seen.stream().distinct().map(System::identityHashCode).distinct())
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void aFailureOfThePreparingThreadReachesTheConsumer() {
        int[] labels = data.train().labels().clone();
        Arrays.fill(labels, 99);
        ImageDataset broken = new ImageDataset(
                "broken",
                data.checksum(),
                8,
                8,
                3,
                data.classes(),
                data.normalization(),
                new DecodedSplit(pixels(data.train()), labels),
                data.test());
        try (BatchStream stream = Batches.training(broken, 10, true, 1, 1)) {
            assertThatThrownBy(stream::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void closingStopsTheThreadAtOnceAndTwiceIsHarmless() {
        BatchStream stream = Batches.training(SmallDatasets.counting(5000, 10, 32, 5), 8, true, 1, 1);
        stream.next();
        stream.close();
        stream.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("batches-counting");
        assertThat(stream.hasNext()).isFalse();
        assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aLimitedSetIsBalancedAndTheSameEveryTime() {
        ImageDataset limited = Batches.limited(data, 12, 0);
        int[] counts = new int[5];
        for (int label : limited.train().labels()) {
            counts[label]++;
        }
        assertThat(counts).containsExactly(3, 3, 2, 2, 2);
        assertThat(limited.test()).isSameAs(data.test());
        assertThat(pixels(limited.train()))
                .isEqualTo(pixels(Batches.limited(data, 12, 0).train()))
                .hasSize(12 * 8 * 8 * 3);
    }

    @Test
    void aLimitedSetTakesMoreOfTheOthersWhenAClassIsRare() {
        int[] labels = new int[20];
        labels[19] = 1;
        DecodedSplit split = new DecodedSplit(new byte[20 * 3], labels);
        ImageDataset uneven =
                new ImageDataset("uneven", "", 1, 1, 3, List.of("a", "b"), data.normalization(), split, split);
        Split limited = Batches.limited(uneven, 6, 6).train();
        assertThat(limited.labels()).containsExactly(0, 0, 0, 0, 0, 1);
    }

    @Test
    void aLimitBeyondTheSplitTakesAllOfIt() {
        assertThat(Batches.limited(data, 1000, 1000).train()).isSameAs(data.train());
    }

    @Test
    void smoothedLabelsGiveTheirShareToAllClasses() {
        try (BatchStream stream = Batches.training(data, 10, new Augmentation(false, 0.1, 0, 0), 1, 1)) {
            INDArray target = stream.next().getLabels().getRow(0);
            assertThat(target.amaxNumber().doubleValue()).isCloseTo(0.92, within(1e-6)); // 0.9 + 0.1 / 5
            assertThat(target.minNumber().doubleValue()).isCloseTo(0.02, within(1e-6));
            assertThat(target.sumNumber().doubleValue()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void mixedImagesAreBetweenTwoOfTheBatchAsTheirTargetsSay() {
        Augmentation mixed = new Augmentation(false, 0, 1, 0);
        List<float[]> plain = features(Batches.training(data, 10, false, 4, 2));
        try (BatchStream stream = Batches.training(data, 10, mixed, 4, 2)) {
            for (float[] images : plain) {
                DataSet batch = stream.next();
                float[] features = batch.getFeatures().dup().data().asFloat();
                float[][] targets = batch.getLabels().toFloatMatrix();
                int[] classes = IntStream.range(0, 10)
                        .map(i -> Math.round(images[i * PIXELS] * 255) * 183 % 256 % 5) // 183 * 7 = 1 mod 256
                        .toArray();
                for (int i = 0; i < 10; i++) {
                    assertThat(explained(images, features, i, classes, targets[i]))
                            .isTrue();
                }
            }
        }
    }

    /** Whether there is a partner of the batch whose mixture with image i this is, in the share that the target gives. */
    private static boolean explained(float[] images, float[] features, int i, int[] classes, float[] target) {
        return IntStream.range(0, 10).anyMatch(other -> {
            float share = classes[other] == classes[i] ? Float.NaN : target[classes[i]];
            float a = images[i * PIXELS + 5];
            float b = images[other * PIXELS + 5];
            float c = features[i * PIXELS + 5];
            return Float.isNaN(share)
                    ? target[classes[i]] > 0.9999f && c >= Math.min(a, b) - 1e-5f && c <= Math.max(a, b) + 1e-5f
                    : Math.abs(share * a + (1 - share) * b - c) < 1e-5f
                            && Math.abs(target[classes[other]] - (1 - share)) < 1e-6f;
        });
    }

    @Test
    void erasedRectanglesAreTheMeanPixelAndOfTheSizeThatThePaperGives() {
        ImageDataset bright = SmallDatasets.bright(40, 32);
        List<Double> areas = new ArrayList<>();
        try (BatchStream stream = Batches.training(bright, 40, new Augmentation(false, 0, 0, 1), 3, 0)) {
            INDArray images = stream.next().getFeatures();
            for (int i = 0; i < 40; i++) {
                areas.add(images.slice(i)
                        .eq(0)
                        .castTo(DataType.FLOAT)
                        .meanNumber()
                        .doubleValue());
            }
        }
        assertThat(areas).allSatisfy(area -> assertThat(area).isBetween(0.015, 0.35));
        assertThat(areas.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .isBetween(0.1, 0.25);
    }

    @Test
    void aQuarterOfTheImagesIsErasedWhereThatIsTheProbability() {
        ImageDataset bright = SmallDatasets.bright(400, 8);
        try (BatchStream stream = Batches.training(bright, 400, new Augmentation(false, 0, 0, 0.25), 3, 0)) {
            INDArray least = stream.next().getFeatures().min(1, 2, 3);
            assertThat(least.eq(0).castTo(DataType.FLOAT).meanNumber().doubleValue())
                    .isBetween(0.18, 0.32);
        }
    }

    @Test
    void everythingAtOnceFollowsFromSeedAndEpochAlone() {
        Augmentation all = new Augmentation(true, 0.1, 0.2, 0.5);
        List<float[]> first = features(Batches.training(data, 16, all, 7, 3));
        assertThat(features(Batches.training(data, 16, all, 7, 3))).containsExactlyElementsOf(first);
        assertThat(features(Batches.training(data, 16, all, 7, 4)).get(0)).isNotEqualTo(first.get(0));
    }

    @Test
    void heldOutImagesAreBalancedAndLeaveTheRestToTraining() {
        ImageDataset parted = Batches.heldOut(data, 10);
        assertThat(parted.train().size()).isEqualTo(40);
        assertThat(parted.test().labels()).containsOnly(0, 1, 2, 3, 4).hasSize(10);
        List<String> all = new ArrayList<>(images(parted.train()));
        all.addAll(images(parted.test()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(images(data.train()));
    }

    private static List<String> images(Split split) {
        byte[] pixels = pixels(split);
        return IntStream.range(0, split.size())
                .mapToObj(i -> Arrays.toString(Arrays.copyOfRange(pixels, i * PIXELS, (i + 1) * PIXELS)))
                .toList();
    }

    private static List<float[]> features(BatchStream stream) {
        try (stream) {
            List<float[]> all = new ArrayList<>();
            stream.forEachRemaining(
                    batch -> all.add(batch.getFeatures().dup().data().asFloat()));
            return all;
        }
    }
}

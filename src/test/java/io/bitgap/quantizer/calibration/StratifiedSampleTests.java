package io.bitgap.quantizer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** A sample that stands for the tensor, whatever its layout. */
class StratifiedSampleTests {
    private static final Percentage CLOSE = Percentage.withPercentage(5);
    private static final int PLACES = 509;

    static Stream<Arguments> activations() {
        return IntStream.of(32, 64, 100, 128, 250, 256, 512)
                .boxed()
                .flatMap(batch -> Stream.of(
                        Arguments.of(batch, 32, 16), Arguments.of(batch, 16, 32), Arguments.of(batch, 8, 64)));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyChannelEveryColumnAndEveryImageHasItsShare(int batch, int side, int channels) {
        long length = (long) batch * side * side * channels;
        assertEvenShares(length, 1, channels);
        assertEvenShares(length, channels, side);
        assertEvenShares(length, length / batch, batch);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void everyTapOfAKernelHasItsShare(int channels) {
        assertEvenShares(9L * channels * channels, 1, 9);
    }

    /** Element i belongs to part (i / neighbours) mod parts. */
    private static void assertEvenShares(long length, long neighbours, int parts) {
        double[] share = new double[parts];
        for (double index : StratifiedSample.of(length, index -> index)) {
            share[(int) ((long) index / neighbours % parts)]++;
        }
        double expected = Math.min(length, StratifiedSample.SIZE) / (double) parts;
        assertThat(Arrays.stream(share).min().orElseThrow()).isCloseTo(expected, CLOSE);
        assertThat(Arrays.stream(share).max().orElseThrow()).isCloseTo(expected, CLOSE);
    }

    @Test
    void isTheWholeTensorInItsOrderWhereThatIsNotLarger() {
        assertThat(StratifiedSample.of(0, index -> index)).isEmpty();
        assertThat(StratifiedSample.of(StratifiedSample.SIZE, index -> index))
                .isEqualTo(IntStream.range(0, StratifiedSample.SIZE)
                        .asDoubleStream()
                        .toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {65_537, 100_003, 147_456, 1L << 40})
    void takesOneElementOfAsManyNeighboursAsItStandsForUpToTheLastOnes(long length) {
        double[] indices = StratifiedSample.of(length, index -> index);
        double stride = (double) length / StratifiedSample.SIZE;
        assertThat(IntStream.range(0, indices.length))
                .allMatch(i -> indices[i] >= Math.floor(i * stride) && indices[i] < (i + 1) * stride);
        assertThat(indices[indices.length - 1]).isBetween(length - stride - 1, length - 1.0);
    }

    /** Channel c has the scale c + 1, and the values of a channel come again after a prime number of places. */
    @ParameterizedTest
    @MethodSource("activations")
    void findsTheThresholdOfAllValuesOfATensorWhoseChannelsDiffer(int batch, int side, int channels) {
        double[] place =
                new Random(7).doubles(PLACES).map(x -> Math.sqrt(-Math.log(x))).toArray();
        StratifiedSample.Elements tensor = index -> place[(int) (index / channels % PLACES)] * (index % channels + 1);
        double[] all = LongStream.range(0, (long) PLACES * channels)
                .mapToDouble(tensor::at)
                .toArray();
        double[] sample = StratifiedSample.of((long) batch * side * side * channels, tensor);
        assertThat(Quantiles.of(sample).at(0.999)).isCloseTo(Quantiles.of(all).at(0.999), CLOSE);
        for (int largest : new int[] {3, 15}) {
            assertThat(ClipSearch.threshold(sample, 0, largest))
                    .isCloseTo(ClipSearch.threshold(all, 0, largest), CLOSE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 256, 512})
    void findsTheIntervalOfKernelsWhoseTapsDiffer(int channels) {
        float[] weights = new float[9 * channels * channels];
        Random random = new Random(channels);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * (i % 9 == 4 ? 1 : 0.1));
        }
        double[] magnitudes = IntStream.range(0, weights.length)
                .mapToDouble(i -> Math.abs(weights[i]))
                .toArray();
        WeightQuantizer qil = (WeightQuantizer)
                Quantizers.of(new QuantizerSpec("qil", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS));
        Parameters interval = Parameters.of(Map.of());
        qil.calibrate(Nd4j.createFromArray(weights).reshape(channels, channels, 3, 3), interval);
        assertThat(interval.get("center") + interval.get("halfWidth"))
                .isCloseTo(Quantiles.of(magnitudes).at(0.95), CLOSE);
    }

    @Test
    void theSquaredErrorOfAGridIsThatOfTheMapElementByElement() {
        double[] values = new Random(1).doubles(500, -2, 3).toArray();
        for (int[] codes : new int[][] {{0, 3}, {-7, 7}, {-2, 1}, {-3, 12}}) {
            double expected = 0;
            for (double x : values) {
                double error = x - 0.25 * Math.rint(Math.min(Math.max(x / 0.25, codes[0]), codes[1]));
                expected += error * error;
            }
            assertThat(new SortedSample(values).squaredError(0.25, codes[0], codes[1]))
                    .isCloseTo(expected, within(1e-9));
        }
    }
}

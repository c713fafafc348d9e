package io.bitgap.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.OutputGrid;
import io.bitgap.quantizer.RegionSum;
import io.bitgap.quantizer.RegionSums;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.TensorSize;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Both kernels against the staircase itself, element by element, at awkward sizes. */
class StaircaseKernelTests {
    private static final List<Staircase> MAPS = List.of(
            Staircase.uniform(2.0 / 3, 0, 3, 0, new GradientWindow(0, true, 2, false)),
            Staircase.uniform(0.25, -7, 7, 0, GradientWindow.closed(-1.75, 1.75)),
            Staircase.uniform(0.25, -3, 12, 3, GradientWindow.EVERYWHERE),
            Staircase.uniform(0.5, -2, 1, 0, new GradientWindow(-1, false, 0.5, false)),
            Staircase.uniform(0.5, 0, 3, 0, new GradientWindow(0, false, 1.5, false)),
            new Staircase(0.3, -0.4, 0, 7, new OutputGrid(1.0 / 7, 0, 0), GradientWindow.closed(0.12, 2.2)),
            new Staircase(0.3, 0, 0, 7, new OutputGrid(1.0 / 7, 0, 0), new GradientWindow(0, false, 2.2, true)),
            new Staircase(0.25, 1, 0, 7, new OutputGrid(0.25, -0.25, 0), new GradientWindow(-0.25, false, 1.5, false)),
            Staircase.ZERO);

    static Stream<Arguments> cases() {
        // the last is long enough to be split among threads
        List<long[]> shapes = List.of(
                new long[] {1, 1}, new long[] {3, 7}, new long[] {2, 3, 5, 17}, new long[] {4, 8, 8, 16}, new long[] {
                    5, 30, 31, 15
                });
        return Stream.of(Kernels.onednn(), Kernels.portable())
                .flatMap(kernels ->
                        shapes.stream().flatMap(shape -> MAPS.stream().map(map -> Arguments.of(kernels, shape, map))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchTheStaircase(Kernels kernels, long[] shape, Staircase map) {
        INDArray x = values(shape);
        INDArray dy = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray y = x.ulike();
        INDArray dx = x.ulike();
        StaircaseKernel kernel = kernels.staircase();
        kernel.forward(x, map, y);
        RegionSums sums = kernel.backward(x, y, dy, map, false, EnumSet.allOf(RegionSum.class), dx);

        double[] expected = new double[5];
        for (long i = 0; i < x.length(); i++) {
            double value = x.getDouble(i);
            double gradient = dy.getDouble(i);
            assertThat(y.getDouble(i)).isCloseTo(map.value(value), Offset.offset(1e-6));
            boolean inside = map.window().contains(value);
            assertThat(dx.getDouble(i)).isCloseTo(inside ? map.slope() * gradient : 0, Offset.offset(1e-6));
            int region = map.window().below(value) ? 0 : inside ? 1 : 4;
            expected[region] += gradient;
            expected[2] += inside ? gradient * value : 0;
            expected[3] += inside ? gradient * y.getDouble(i) : 0;
        }
        Offset<Double> offset = Offset.offset(1e-3 * Math.max(1, x.length() / 4096.0));
        assertThat(sums.below()).isCloseTo(expected[0], offset);
        assertThat(sums.inside()).isCloseTo(expected[1], offset);
        assertThat(sums.insideX()).isCloseTo(expected[2], offset);
        assertThat(sums.insideY()).isCloseTo(expected[3], offset);
        assertThat(sums.above()).isCloseTo(expected[4], offset);
        assertThat(sums.size()).isEqualTo(new TensorSize(x.length(), x.size(0)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void knowTheLargestAndTheMeanMagnitude(Kernels kernels, long[] shape, Staircase map) {
        INDArray x = values(shape);
        x.putScalar(x.length() / 2, -9.5);
        double sum = 0;
        for (long i = 0; i < x.length(); i++) {
            sum += Math.abs(x.getDouble(i));
        }
        assertThat(kernels.staircase().maxAbs(x)).isEqualTo(9.5);
        assertThat(kernels.staircase().meanAbs(x)).isCloseTo(sum / x.length(), Offset.offset(1e-5));
        assertThat(map.levels()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void needNoLowerTestWhereTheInputHasNoNegativeValue(Kernels kernels, long[] shape, Staircase map) {
        INDArray x = org.nd4j.linalg.ops.transforms.Transforms.abs(values(shape), true);
        INDArray dy = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray y = x.ulike();
        StaircaseKernel kernel = kernels.staircase();
        kernel.forward(x, map, y);
        INDArray tested = x.ulike();
        INDArray untested = x.ulike();
        Set<RegionSum> needs = EnumSet.complementOf(EnumSet.of(RegionSum.INSIDE));
        RegionSums expected = kernel.backward(x, y, dy, map, false, needs, tested);
        RegionSums sums = kernel.backward(x, y, dy, map, true, needs, untested);
        INDArray positive = x.gt(0).castTo(DataType.FLOAT); // at 0 the ReLU in front has no gradient
        assertThat(untested.mul(positive)).isEqualTo(tested.mul(positive));
        Offset<Double> offset = Offset.offset(1e-4 * Math.max(1, x.length() / 4096.0));
        assertThat(sums.above()).isCloseTo(expected.above(), offset);
        assertThat(sums.insideX()).isCloseTo(expected.insideX(), offset);
        assertThat(sums.insideY()).isCloseTo(expected.insideY(), offset);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void zerosOfAReluCountAsInsideOnlyWhereTheWindowIncludesThem(Kernels kernels, long[] shape, Staircase map) {
        INDArray x = org.nd4j.linalg.ops.transforms.Transforms.relu(values(shape), true);
        INDArray dy = Nd4j.ones(DataType.FLOAT, shape);
        INDArray y = x.ulike();
        kernels.staircase().forward(x, map, y);
        double inside = kernels.staircase()
                .backward(x, y, dy, map, true, EnumSet.of(RegionSum.INSIDE), x.ulike())
                .inside();
        double expected = Arrays.stream(x.dup().data().asDouble())
                .filter(map.window()::contains)
                .count();
        assertThat(inside).isCloseTo(expected, Offset.offset(0.1)); // a sum of floats
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 32_767, 32_769, 98_305, 500_003})
    void ofOneDnnAddUpToTheSameBitsOnAnyNumberOfThreads(long length) {
        INDArray x = values(new long[] {length});
        INDArray dy = Nd4j.rand(DataType.FLOAT, length).subi(0.5);
        Staircase map = MAPS.get(1);
        // sums over a slope that is no power of two are not exact in double precision either
        Staircase sloped = new Staircase(0.3, 0, 0, 7, new OutputGrid(1.0 / 7, 0, 0), GradientWindow.closed(0, 2.1));
        NativeOps cores = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int before = cores.ompGetMaxThreads();
        Set<List<Object>> answers = new HashSet<>();
        try {
            for (int threads = 1; threads <= 3; threads++) {
                cores.setOmpNumThreads(threads);
                StaircaseKernel kernel = Kernels.onednn().staircase();
                INDArray y = x.ulike();
                INDArray dx = x.ulike();
                kernel.forward(x, map, y);
                RegionSums twoSided = kernel.backward(x, y, dy, map, false, EnumSet.allOf(RegionSum.class), dx);
                RegionSums oneSided =
                        kernel.backward(x, y, dy, sloped, true, EnumSet.allOf(RegionSum.class), x.ulike());
                answers.add(List.of(bits(y), bits(dx), twoSided, oneSided, kernel.maxAbs(x), kernel.meanAbs(x)));
            }
        } finally {
            cores.setOmpNumThreads(before);
        }
        assertThat(answers).hasSize(1);
    }

    /** An array's own equality has a tolerance. */
    private static FloatBuffer bits(INDArray array) {
        return FloatBuffer.wrap(array.toFloatVector());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 40_000, 99_999})
    void showThatAValueIsNotANumberWhereverItStands(long place) {
        INDArray x = values(new long[] {100_000}).putScalar(place, Float.NaN);
        assertThat(Kernels.onednn().staircase().maxAbs(x)).isNaN();
        assertThat(Kernels.onednn().staircase().meanAbs(x)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countWhatLiesBelowAlsoWhereThatIsTheZerosOfAReluOnly(Kernels kernels, long[] shape, Staircase map) {
        INDArray x = org.nd4j.linalg.ops.transforms.Transforms.relu(values(shape), true);
        INDArray dy = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray y = x.ulike();
        StaircaseKernel kernel = kernels.staircase();
        kernel.forward(x, map, y);
        Set<RegionSum> needs = EnumSet.of(RegionSum.BELOW, RegionSum.ABOVE);
        RegionSums expected = kernel.backward(x, y, dy, map, false, needs, x.ulike());
        RegionSums sums = kernel.backward(x, y, dy, map, true, needs, x.ulike());
        Offset<Double> offset = Offset.offset(1e-4 * Math.max(1, x.length() / 4096.0));
        assertThat(sums.below()).isCloseTo(expected.below(), offset);
        assertThat(sums.above()).isCloseTo(expected.above(), offset);
    }

    /** Values on both sides of every bound, among them exact ties and exact bounds. */
    private static INDArray values(long[] shape) {
        INDArray x = Nd4j.rand(DataType.FLOAT, shape).muli(6).subi(3);
        float[] special = {0, 1, -1, 0.5f, -0.5f, 0.125f, 2, 1.75f, -1.75f, 0.375f};
        for (int i = 0; i < Math.min(special.length, x.length()); i++) {
            x.putScalar(i, special[i]);
        }
        return x;
    }
}

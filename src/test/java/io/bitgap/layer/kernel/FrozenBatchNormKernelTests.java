package io.bitgap.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The frozen form against its formula in double precision, element by element, at awkward sizes. */
class FrozenBatchNormKernelTests {
    private static final double EPSILON = 1e-3;

    static Stream<Arguments> cases() {
        return Stream.of(Kernels.onednn(), Kernels.portable())
                .flatMap(kernels -> Stream.of(true, false)
                        .flatMap(relu -> Stream.of(
                                        new long[] {1, 1, 1, 1}, new long[] {3, 5, 2, 17}, new long[] {4, 4, 4, 16})
                                .map(shape -> Arguments.of(kernels, relu, shape))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void treatsMeanAndVarianceAsConstants(Kernels kernels, boolean relu, long[] shape) {
        INDArray x = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray dy = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        int channels = (int) shape[3];
        INDArray scale = Nd4j.rand(DataType.FLOAT, channels).addi(0.5);
        INDArray shift = Nd4j.rand(DataType.FLOAT, channels).subi(0.5);
        INDArray mean = Nd4j.rand(DataType.FLOAT, channels).subi(0.5);
        INDArray variance = Nd4j.rand(DataType.FLOAT, channels).addi(0.1);
        INDArray meanBefore = mean.dup();
        INDArray varianceBefore = variance.dup();
        INDArray y = x.ulike();
        INDArray dx = x.ulike();
        INDArray dScale = scale.ulike();
        INDArray dShift = shift.ulike();
        BatchNormKernel kernel = kernels.batchNorm(EPSILON, relu);
        kernel.forwardFrozen(x, scale, shift, mean, variance, y);
        kernel.backwardFrozen(x, y, scale, mean, variance, dy, dx, dScale, dShift);

        double[] scaleSums = new double[channels];
        double[] shiftSums = new double[channels];
        for (long i = 0; i < x.length(); i++) {
            int c = (int) (i % channels);
            double deviation = Math.sqrt(variance.getDouble(c) + EPSILON);
            double normalized = (x.getDouble(i) - mean.getDouble(c)) / deviation;
            double value = scale.getDouble(c) * normalized + shift.getDouble(c);
            double gradient = relu && value <= 0 ? 0 : dy.getDouble(i);
            assertThat(y.getDouble(i)).isCloseTo(relu ? Math.max(value, 0) : value, Offset.offset(1e-5));
            assertThat(dx.getDouble(i)).isCloseTo(gradient * scale.getDouble(c) / deviation, Offset.offset(1e-5));
            scaleSums[c] += gradient * normalized;
            shiftSums[c] += gradient;
        }
        for (int c = 0; c < channels; c++) {
            assertThat(dScale.getDouble(c)).isCloseTo(scaleSums[c], Offset.offset(1e-4));
            assertThat(dShift.getDouble(c)).isCloseTo(shiftSums[c], Offset.offset(1e-4));
        }
        assertThat(mean).isEqualTo(meanBefore);
        assertThat(variance).isEqualTo(varianceBefore);
    }
}

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

/** The training form, whose mean and variance are the batch's own, against its formula in double precision. */
class TrainingBatchNormKernelTests {
    private static final double EPSILON = 1e-3;
    private static final Offset<Double> ROUNDING = Offset.offset(1e-4);

    static Stream<Arguments> cases() {
        return Stream.of(Kernels.onednn(), Kernels.portable())
                .flatMap(kernels -> Stream.of(true, false)
                        .flatMap(relu -> Stream.of(
                                        new long[] {1, 1, 1, 1}, // a variance of 0
                                        new long[] {1, 7, 13, 1},
                                        new long[] {3, 5, 2, 17},
                                        new long[] {7, 1, 1, 13},
                                        new long[] {4, 4, 4, 16})
                                .map(shape -> Arguments.of(kernels, relu, shape))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void normalizesWithTheBatchsOwnMeanAndVarianceAndTheyHaveGradients(Kernels kernels, boolean relu, long[] shape) {
        Nd4j.getRandom().setSeed(1);
        int channels = (int) shape[3];
        INDArray x = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray dy = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray scale = Nd4j.rand(DataType.FLOAT, channels).addi(0.5);
        INDArray shift = Nd4j.rand(DataType.FLOAT, channels).subi(0.5);
        INDArray mean = scale.ulike();
        INDArray variance = scale.ulike();
        INDArray y = x.ulike();
        INDArray dx = x.ulike();
        INDArray dScale = scale.ulike();
        INDArray dShift = shift.ulike();
        BatchNormKernel kernel = kernels.batchNorm(EPSILON, relu);
        kernel.forwardTraining(x, scale, shift, mean, variance, y);
        kernel.backward(x, y, scale, mean, variance, dy, dx, dScale, dShift);

        for (int c = 0; c < channels; c++) {
            double[] values = channel(x, c);
            double[] upstream = channel(dy, c);
            double expectedMean = mean(values);
            double expectedVariance = 0;
            for (double value : values) {
                expectedVariance += (value - expectedMean) * (value - expectedMean) / values.length;
            }
            double deviation = Math.sqrt(expectedVariance + EPSILON);
            double[] normalized = new double[values.length];
            double[] product = new double[values.length];
            double[] output = channel(y, c);
            for (int i = 0; i < values.length; i++) {
                normalized[i] = (values[i] - expectedMean) / deviation;
                double value = scale.getDouble(c) * normalized[i] + shift.getDouble(c);
                assertThat(output[i]).isCloseTo(relu ? Math.max(value, 0) : value, ROUNDING);
                upstream[i] = relu && value <= 0 ? 0 : upstream[i];
                product[i] = upstream[i] * normalized[i];
            }
            double[] gradient = channel(dx, c);
            for (int i = 0; i < values.length; i++) {
                assertThat(gradient[i])
                        .isCloseTo(
                                scale.getDouble(c)
                                        / deviation
                                        * (upstream[i] - mean(upstream) - normalized[i] * mean(product)),
                                ROUNDING);
            }
            assertThat(mean.getDouble(c)).isCloseTo(expectedMean, ROUNDING);
            assertThat(variance.getDouble(c)).isCloseTo(expectedVariance, ROUNDING);
            assertThat(dScale.getDouble(c)).isCloseTo(mean(product) * values.length, ROUNDING);
            assertThat(dShift.getDouble(c)).isCloseTo(mean(upstream) * values.length, ROUNDING);
        }
    }

    private static double[] channel(INDArray array, int channel) {
        int channels = (int) array.size(3);
        double[] all = array.data().asDouble();
        double[] of = new double[all.length / channels];
        for (int i = 0; i < of.length; i++) {
            of[i] = all[i * channels + channel];
        }
        return of;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

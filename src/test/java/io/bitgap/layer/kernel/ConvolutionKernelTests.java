package io.bitgap.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both convolutions against the definition in double precision, at awkward sizes. */
class ConvolutionKernelTests {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-4);
    private static final int IMAGES = 2;

    @ParameterizedTest
    @CsvSource({
        // height, width, kernel, stride, padding, channels in and out
        "1, 1, 1, 1, 1, 1, 0, 0, 1, 1",
        "1, 1, 3, 3, 2, 2, 1, 1, 1, 2", // more padding than picture
        "7, 13, 3, 3, 1, 1, 1, 1, 1, 5",
        "13, 7, 3, 3, 2, 2, 1, 1, 3, 1",
        "13, 7, 5, 3, 2, 1, 0, 2, 2, 3", // nothing is the same both ways
        "7, 7, 2, 2, 3, 3, 0, 0, 4, 4", // pixels between windows
        "7, 13, 1, 1, 2, 2, 0, 0, 17, 16",
        "1, 13, 3, 3, 1, 1, 1, 1, 16, 33"
    })
    void outputsAndGradientsAreTheSumsOfTheDefinition(
            int height,
            int width,
            int kernelH,
            int kernelW,
            int strideH,
            int strideW,
            int padH,
            int padW,
            int in,
            int out) {
        ConvolutionGeometry geometry = new ConvolutionGeometry(kernelH, kernelW, strideH, strideW, padH, padW);
        Nd4j.getRandom().setSeed(1);
        INDArray x = random(IMAGES, height, width, in);
        INDArray w = random(out, in, kernelH, kernelW);
        INDArray b = random(1, out);
        INDArray dy = random(IMAGES, geometry.outputH(height), geometry.outputW(width), out);
        for (boolean bias : new boolean[] {true, false}) {
            for (boolean relu : new boolean[] {true, false}) {
                Sums expected = new Sums(geometry, x, w, bias ? b : null, dy);
                ConvolutionForm form = new ConvolutionForm(geometry, bias, relu);
                for (Kernels kernels : new Kernels[] {Kernels.onednn(), Kernels.portable()}) {
                    ConvolutionKernel kernel = kernels.convolution(form);
                    INDArray y = stale(dy);
                    INDArray dx = stale(x);
                    INDArray dw = stale(w);
                    INDArray db = stale(b);
                    kernel.forward(x, w, bias ? b : null, y);
                    kernel.backwardData(w, dy, dx);
                    kernel.backwardWeights(x, dy, dw, bias ? db : null);
                    String which = kernels + " " + form + " ";
                    assertSame(which + "y", y, expected.y(relu));
                    assertSame(which + "dx", dx, expected.dx);
                    assertSame(which + "dw", dw, expected.dw);
                    if (bias) {
                        assertSame(which + "db", db, expected.db);
                    }
                }
            }
        }
    }

    private static void assertSame(String what, INDArray actual, double[] expected) {
        assertThat(actual.data().asDouble()).as(what).containsExactly(expected, ROUNDING);
    }

    private static INDArray random(long... shape) {
        return Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
    }

    /** As memory is found: what was there before does not matter. */
    private static INDArray stale(INDArray like) {
        return like.ulike().assign(7);
    }

    /** y = x * w + b and the gradients of sum(y * dy), all as in the arrays, order c. */
    private static final class Sums {
        private final double[] y;
        private final double[] dx;
        private final double[] dw;
        private final double[] db;

        Sums(ConvolutionGeometry geometry, INDArray x, INDArray w, @Nullable INDArray b, INDArray dy) {
            double[] image = x.data().asDouble();
            double[] weights = w.data().asDouble();
            double[] upstream = dy.data().asDouble();
            int height = (int) x.size(1);
            int width = (int) x.size(2);
            int in = (int) x.size(3);
            int out = (int) w.size(0);
            y = new double[upstream.length];
            dx = new double[image.length];
            dw = new double[weights.length];
            db = new double[out];
            for (int at = 0; at < upstream.length; at++) {
                int channel = at % out;
                int column = at / out % (int) dy.size(2);
                int row = at / out / (int) dy.size(2) % (int) dy.size(1);
                int first = at / out / (int) dy.size(2) / (int) dy.size(1) * height;
                y[at] = b == null ? 0 : b.getDouble(channel);
                db[channel] += upstream[at];
                for (int tap = 0; tap < in * geometry.kernelH() * geometry.kernelW(); tap++) {
                    int v = tap % geometry.kernelW();
                    int u = tap / geometry.kernelW() % geometry.kernelH();
                    int c = tap / geometry.kernelW() / geometry.kernelH();
                    int h = row * geometry.strideH() - geometry.padH() + u;
                    int k = column * geometry.strideW() - geometry.padW() + v;
                    if (h < 0 || h >= height || k < 0 || k >= width) {
                        continue;
                    }
                    int pixel = ((first + h) * width + k) * in + c;
                    int weight = channel * in * geometry.kernelH() * geometry.kernelW() + tap;
                    y[at] += image[pixel] * weights[weight];
                    dx[pixel] += upstream[at] * weights[weight];
                    dw[weight] += upstream[at] * image[pixel];
                }
            }
        }

        double[] y(boolean relu) {
            return relu ? Arrays.stream(y).map(value -> Math.max(value, 0)).toArray() : y;
        }
    }
}

package io.bitgap.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** oneDNN's pooling against ND4J's, and both against the definition. */
class PoolingKernelTests {
    @ParameterizedTest
    @CsvSource({
        "9, 7, 3, 2, 1", // overlapping, padded, something is left over
        "8, 8, 2, 2, 0",
        "7, 9, 2, 2, 0", // the last row and column are in no window
        "5, 5, 2, 3, 0", // pixels between windows too
        "6, 6, 5, 1, 2",
        "1, 1, 3, 2, 1"
    })
    void takesTheLargestOrTheMean(int height, int width, int kernel, int stride, int padding) {
        ConvolutionGeometry window = new ConvolutionGeometry(kernel, kernel, stride, stride, padding, padding);
        for (boolean max : new boolean[] {true, false}) {
            PoolingForm form = new PoolingForm(max, window);
            INDArray x = random(2, height, width, 3);
            INDArray dy = random(2, window.outputH(height), window.outputW(width), 3);
            INDArray y = dy.ulike();
            INDArray dx = x.ulike();
            pool(form, x, dy, y, dx);
            for (Kernels kernels : new Kernels[] {Kernels.onednn(), Kernels.portable()}) {
                PoolingKernel pooling = kernels.pooling(form);
                INDArray output = dy.ulike();
                INDArray gradient = x.ulike().assign(7); // what was there before does not matter
                pooling.forward(x, output);
                pooling.backward(x, dy, gradient);
                assertThat(output.sub(y).amaxNumber().doubleValue())
                        .as(kernels + " forward " + form)
                        .isLessThan(1e-5);
                assertThat(gradient.sub(dx).amaxNumber().doubleValue())
                        .as(kernels + " backward " + form)
                        .isLessThan(1e-5);
            }
        }
    }

    private static INDArray random(long... shape) {
        return Nd4j.rand(DataType.FLOAT, shape).subi(1.5); // all negative: a padding of 0 would win
    }

    private static void pool(PoolingForm form, INDArray x, INDArray dy, INDArray y, INDArray dx) {
        dx.assign(0);
        for (long image = 0; image < y.size(0); image++) {
            for (long row = 0; row < y.size(1); row++) {
                for (long column = 0; column < y.size(2); column++) {
                    for (long channel = 0; channel < y.size(3); channel++) {
                        pool(form, x, dy, y, dx, image, row, column, channel);
                    }
                }
            }
        }
    }

    private static void pool(
            PoolingForm form,
            INDArray x,
            INDArray dy,
            INDArray y,
            INDArray dx,
            long image,
            long row,
            long column,
            long channel) {
        ConvolutionGeometry window = form.window();
        long fromH = Math.max(0, row * window.strideH() - window.padH());
        long fromW = Math.max(0, column * window.strideW() - window.padW());
        long toH = Math.min(x.size(1), row * window.strideH() - window.padH() + window.kernelH());
        long toW = Math.min(x.size(2), column * window.strideW() - window.padW() + window.kernelW());
        long[] best = {image, fromH, fromW, channel};
        double sum = 0;
        double gradient = dy.getDouble(image, row, column, channel);
        double share = gradient / ((toH - fromH) * (toW - fromW));
        for (long h = fromH; h < toH; h++) {
            for (long w = fromW; w < toW; w++) {
                double value = x.getDouble(image, h, w, channel);
                sum += value;
                if (value > x.getDouble(best)) {
                    best = new long[] {image, h, w, channel};
                }
                if (!form.max()) {
                    dx.putScalar(new long[] {image, h, w, channel}, dx.getDouble(image, h, w, channel) + share);
                }
            }
        }
        if (form.max()) {
            dx.putScalar(best, dx.getDouble(best) + gradient);
        }
        double mean = sum / ((toH - fromH) * (toW - fromW));
        y.putScalar(new long[] {image, row, column, channel}, form.max() ? x.getDouble(best) : mean);
    }
}

package io.bitgap.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both additions to the bit: one rounding of one sum. */
class AddKernelTests {
    static Stream<long[]> shapes() {
        return Stream.of(
                new long[] {1, 1, 1, 1},
                new long[] {1, 7, 13, 1},
                new long[] {3, 13, 7, 5},
                new long[] {2, 1, 1, 17},
                new long[] {4, 8, 8, 16});
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void addsAndPassesTheGradientOn(long[] shape) {
        Nd4j.getRandom().setSeed(1);
        INDArray a = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray b = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        INDArray dy = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        b.putScalar(0, -a.getFloat(0)); // a sum of 0 has no gradient behind a ReLU
        for (boolean relu : new boolean[] {true, false}) {
            for (Kernels kernels : new Kernels[] {Kernels.onednn(), Kernels.portable()}) {
                AddKernel kernel = kernels.add(relu);
                INDArray y = a.ulike().assign(7); // what was there before does not matter
                INDArray dx = a.ulike().assign(7);
                kernel.forward(a, b, y);
                kernel.backward(y, dy, dx);
                for (long i = 0; i < a.length(); i++) {
                    float sum = a.getFloat(i) + b.getFloat(i);
                    assertThat(y.getFloat(i))
                            .as(kernels + " forward, ReLU " + relu)
                            .isEqualTo(relu ? Math.max(sum, 0) : sum);
                    assertThat(dx.getFloat(i))
                            .as(kernels + " backward, ReLU " + relu)
                            .isEqualTo(relu && sum <= 0 ? 0 : dy.getFloat(i));
                }
            }
        }
    }
}

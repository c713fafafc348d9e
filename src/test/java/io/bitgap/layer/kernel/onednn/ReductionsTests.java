package io.bitgap.layer.kernel.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ReductionsTests {
    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 20_000})
    void aSumOfMagnitudesIsTheSameWhereverItsArrayLies(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        INDArray memory = Nd4j.createUninitialized(length + 32L);
        double expected = sum(memory, values, 0);

        for (int offset = 1; offset < 32; offset++) {
            assertThat(sum(memory, values, offset)).as("offset %d", offset).isEqualTo(expected);
        }
    }

    private static double sum(INDArray memory, float[] values, int offset) {
        INDArray x = memory.get(NDArrayIndex.interval(offset, offset + values.length));
        x.assign(Nd4j.createFromArray(values));
        return Reductions.sumAbs(x);
    }
}

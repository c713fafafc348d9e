package io.bitgap.quantizer.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DampeningTests {
    @Test
    void weightsArePulledTowardsTheirLevelInProportionToTheDistanceUnlessTheRangeCutsThemOff() {
        INDArray latent = Nd4j.createFromArray(new float[][] {{0.3f, 0.5f, 5.2f}, {0.3f, -0.4f, 0}});
        INDArray levels = Nd4j.createFromArray(new float[][] {{0, 1, 3}, {0.25f, -0.5f, 0}});
        INDArray gradient = Nd4j.createFromArray(new float[][] {{1, 1, 1}, {0, 0, 0}});

        Dampening.add(0.5, latent, levels, new double[] {1, 0.25}, gradient);

        float[][] expected = {{1.3f, 0.5f, 1}, {0.05f, 0.1f, 0}};
        for (int channel = 0; channel < 2; channel++) {
            for (int i = 0; i < 3; i++) {
                assertThat(gradient.getFloat(channel, i)).isCloseTo(expected[channel][i], Offset.offset(1e-6f));
            }
        }
    }
}

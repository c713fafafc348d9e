package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftTargetsTests {
    private static final double[] OWN = {0.3, -1.2, 2.0};
    private static final double[] OTHER = {1.0, 0.5, -0.5};
    private static final double[] LABEL = {0, 0.25, 0.75};
    private static final double TEMPERATURE = 3;
    private static final double SHARE = 0.7;

    private static INDArray row(double[] values) {
        return Nd4j.createFromArray(new double[][] {values}).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    }

    private static double[] softmax(double[] logits, double temperature) {
        double[] shares = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            shares[i] = Math.exp(logits[i] / temperature);
            sum += shares[i];
        }
        for (int i = 0; i < logits.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** (1-a) * CE + a * T^2 * KL. */
    private static double loss(double[] own) {
        double[] hard = softmax(own, 1);
        double[] soft = softmax(own, TEMPERATURE);
        double[] goal = softmax(OTHER, TEMPERATURE);
        double loss = 0;
        for (int i = 0; i < own.length; i++) {
            loss -= (1 - SHARE) * LABEL[i] * Math.log(hard[i]);
            loss += SHARE * TEMPERATURE * TEMPERATURE * goal[i] * Math.log(goal[i] / soft[i]);
        }
        return loss;
    }

    @Test
    void theGradientTowardsTheTargetIsThatOfTheWholeLoss() {
        INDArray target = new SoftTargets(row(OTHER), TEMPERATURE, SHARE).target(row(LABEL), row(OWN));

        double[] answer = softmax(OWN, 1);
        for (int i = 0; i < OWN.length; i++) {
            double[] above = OWN.clone();
            double[] below = OWN.clone();
            above[i] += 1e-4;
            below[i] -= 1e-4;
            double slope = (loss(above) - loss(below)) / 2e-4;
            assertThat(answer[i] - target.getDouble(i)).isCloseTo(slope, Offset.offset(1e-5));
        }
        assertThat(target.sumNumber().doubleValue()).isCloseTo(1, Offset.offset(1e-6));
    }

    @Test
    void withoutAShareTheLabelsStayAndWithAllOfItAtTemperatureOneTheOtherNetworksAnswerIsTheTarget() {
        assertThat(new SoftTargets(row(OTHER), TEMPERATURE, 0).target(row(LABEL), row(OWN)))
                .isEqualTo(row(LABEL));
        INDArray all = new SoftTargets(row(OTHER), 1, 1).target(row(LABEL), row(OWN));
        assertThat(all.distance2(row(softmax(OTHER, 1)))).isLessThan(1e-6);
    }
}

package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTests {
    @Test
    void waitsSoManyEpochsForABetterOneAndEquallyGoodIsNotBetter() {
        assertThat(endOf(new EarlyStopping(2), 0.7, 0.8, 0.8, 0.79, 0.9)).isEqualTo(4);
        assertThat(endOf(new EarlyStopping(2), 0.7, 0.8, 0.79, 0.81, 0.8)).isEqualTo(0);
    }

    @Test
    void neverEndsWhereNothingIsAskedFor() {
        assertThat(endOf(new EarlyStopping(0), 0.7, 0.6, 0.5, 0.4)).isZero();
    }

    @Test
    void goesOnWaitingWhereItWasInterrupted() {
        EarlyStopping stopped = new EarlyStopping(3);
        stopped.evaluated(1, new Accuracy(1, 0.7));
        stopped.evaluated(2, new Accuracy(1, 0.8));
        EarlyStopping resumed = new EarlyStopping(3);
        resumed.recall(stopped.remember());
        assertThat(resumed.over(4)).isFalse();
        resumed.evaluated(5, new Accuracy(1, 0.8));
        assertThat(resumed.over(5)).isTrue();
    }

    private static int endOf(EarlyStopping stopping, double... top1) {
        for (int epoch = 1; epoch <= top1.length; epoch++) {
            stopping.evaluated(epoch, new Accuracy(1, top1[epoch - 1]));
            if (stopping.over(epoch)) {
                return epoch;
            }
        }
        return 0;
    }
}

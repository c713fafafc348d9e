package io.bitgap.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.training.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredSpeedsTests {
    private static final Processor HERE = new Processor("a CPU", 2);
    private static final Processor ELSEWHERE = new Processor("a CPU", 16);
    private static final RunKind QUANTIZED = new RunKind("resnet8", "shapes10", Limits.NONE, false);

    private final MeasuredSpeeds speeds = new MeasuredSpeeds(List.of(HERE));

    @Test
    void untilSomethingIsTrainedItIsTheSpeedOfTheBenchmark() {
        assertThat(speeds.of(QUANTIZED)).isEqualTo(824);
    }

    @Test
    void theMedianOfTheSameKindCounts() {
        ran(QUANTIZED, HERE, 400, 10_000, 600);
        assertThat(speeds.of(QUANTIZED)).isEqualTo(600);
    }

    @Test
    void ofAnEvenNumberOfRunsItIsBetweenTheTwoInTheMiddle() {
        ran(QUANTIZED, HERE, 900, 400, 600, 100);
        assertThat(speeds.of(QUANTIZED)).isEqualTo(500);
    }

    @Test
    void theMoreARunIsAlikeTheMoreItSays() {
        List<RunKind> fromAfar = List.of(
                new RunKind("resnet20", "cifar10", Limits.NONE, false),
                new RunKind("resnet8", "cifar10", Limits.NONE, false),
                new RunKind("resnet8", "shapes10", Limits.NONE, true),
                new RunKind("resnet8", "shapes10", new Limits(64, 0), false),
                QUANTIZED);
        for (Processor processor : List.of(ELSEWHERE, HERE)) {
            for (int nearer = 0; nearer < fromAfar.size(); nearer++) {
                MeasuredSpeeds known = new MeasuredSpeeds(List.of(HERE));
                for (int i = 0; i <= nearer; i++) {
                    known.add(fromAfar.get(i), processor, 100 * (i + 1));
                }
                // all runs count at once where none is alike in anything
                assertThat(known.of(QUANTIZED)).isEqualTo(100 * (nearer + 1));
            }
        }
    }

    @Test
    void anotherNetworkHereSaysMoreThanTheSameOneElsewhere() {
        ran(QUANTIZED, ELSEWHERE, 5000);
        ran(new RunKind("resnet20", "cifar10", Limits.NONE, true), HERE, 700);

        assertThat(speeds.of(QUANTIZED)).isEqualTo(700);
    }

    private void ran(RunKind kind, Processor processor, double... measured) {
        for (double speed : measured) {
            speeds.add(kind, processor, speed);
        }
    }
}

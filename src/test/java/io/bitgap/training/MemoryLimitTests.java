package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.layer.MemoryLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryLimitTests {
    private static final MethodPlan PACT =
            new MethodPlan("pact", new QuantizerChoice("pact", Map.of()), new QuantizerChoice("pact", Map.of()), 4, 4);

    @AfterEach
    void noLimit() {
        MemoryLimit.set(Long.MAX_VALUE);
    }

    @Test
    void aRunBehindOneThatEndedForLackOfMemoryComesToTheSameBits() {
        List<Float> undisturbed = trained(16);
        MemoryLimit.set(MemoryLimit.used() + (100 << 20));
        assertThatThrownBy(() -> MemoryLimit.leavingNothing(() -> trained(1000)))
                .hasStackTraceContaining("OutOfMemoryError") // DL4J wraps it in some places
                .hasStackTraceContaining("MB more are needed");

        assertThat(trained(16)).isEqualTo(undisturbed);
    }

    @Test
    void memoryOfARunComesBack() {
        trained(16);
        MemoryLimit.collect();
        long before = MemoryLimit.used();
        MemoryLimit.leavingNothing(() -> trained(500));
        MemoryLimit.collect();

        assertThat(MemoryLimit.used()).isLessThan(before + (200 << 20));
    }

    @Test
    void aRunIsStoppedBetweenTheLayersOfAStep() {
        int[] asked = {0};
        TrainingRun run = run(16, new Silent() {
            @Override
            public boolean stopRequested() {
                return ++asked[0] == 10;
            }
        });

        assertThatThrownBy(run::execute).isInstanceOf(TrainingStopped.class);
    }

    private static List<Float> trained(int batch) {
        List<Float> parameters = new ArrayList<>();
        run(batch, new Silent() {
                    @Override
                    public void epochEnded(EpochResult result, TrainingState state, boolean last) {
                        for (float parameter :
                                state.graph().params().dup().data().asFloat()) {
                            parameters.add(parameter);
                        }
                    }
                })
                .execute();
        return parameters;
    }

    private static TrainingRun run(int batch, TrainingObserver observer) {
        Recipe recipe = Recipe.fineTuning().epochs(1).batchSize(batch).learningRate(0.05);
        TrainingPlan plan = Plans.of("resnet8", "shapes10", PACT, recipe, new Limits(Math.max(batch, 32), 20), 1);
        return new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), observer);
    }

    private static class Silent implements TrainingObserver {
        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {}

        @Override
        public boolean stopRequested() {
            return false;
        }
    }
}

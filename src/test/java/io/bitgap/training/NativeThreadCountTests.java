package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.ImageDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NativeThreadCountTests {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void everyThreadIsBackAtWork() {
        threads.shutdown();
        NativeThreadCount.use(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void itIsOfTheThreadThatAskedForItAndOfNoOther() throws Exception {
        NativeThreadCount.use(2);
        int elsewhere = threads.submit(() -> {
                    NativeThreadCount.use(1);
                    return NativeThreadCount.current();
                })
                .get();

        assertThat(elsewhere).isEqualTo(1);
        assertThat(NativeThreadCount.current()).isEqualTo(2);
    }

    @Test
    void whatTheWholeProcessHasOneOfFollowsToo() {
        NativeThreadCount.use(1);

        assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(1);
        assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(1);
    }

    @Test
    void twoRunsAtOnceOnOneThreadEachHaveTheBitsOfOneAlone() throws Exception {
        ImageDataset data = DrawnShapes.ALL;
        INDArray alone = threads.submit(() -> trained(data)).get();
        var together = new CyclicBarrier(2);
        Callable<INDArray> beside = () -> {
            together.await();
            return trained(data);
        };
        List<INDArray> both = new ArrayList<>();
        for (Future<INDArray> run : List.of(threads.submit(beside), threads.submit(beside))) {
            both.add(run.get());
        }

        assertThat(both).allSatisfy(parameters -> assertThat(parameters).isEqualTo(alone));
    }

    /** Parameters after an epoch on one thread. */
    private static INDArray trained(ImageDataset data) {
        NativeThreadCount.use(1);
        var pact = new QuantizerChoice("pact", Map.of());
        var plan = Plans.of(
                "resnet8",
                "shapes10",
                new MethodPlan("pact", pact, pact, 4, 4),
                Recipe.fineTuning().epochs(1).batchSize(32).learningRate(0.05),
                new Limits(256, 32),
                5);
        List<INDArray> parameters = new ArrayList<>();
        var observer = new TrainingObserver() {
            @Override
            public void measured(List<MetricPoint> points) {}

            @Override
            public void progressed(Progress progress) {}

            @Override
            public void epochEnded(EpochResult result, TrainingState state, boolean last) {
                parameters.add(state.graph().params().dup());
            }

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
        new TrainingRun(plan, data, new TrainingStart.Scratch(), observer).execute();
        return parameters.get(0);
    }
}

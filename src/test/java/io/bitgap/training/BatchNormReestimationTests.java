package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class BatchNormReestimationTests {
    private static final Recipe ANEW = AidedRuns.SHORT.averaging(group -> group.reestimateBatchNorm(2));

    @Test
    void statisticsAreTheMeansOverTheBatchesOfWhatTheNormSeesAndBothResultsAreKept() {
        AidedRuns plain = AidedRuns.of(AidedRuns.plan(AidedRuns.SHORT), new TrainingStart.Scratch());
        AidedRuns anew = AidedRuns.of(AidedRuns.plan(ANEW), new TrainingStart.Scratch());

        ComputationGraph graph = anew.graph();
        assertThat(graph.getLayer("stem").params())
                .isEqualTo(plain.graph().getLayer("stem").params());
        INDArray mean = graph.getLayer("stem-bn").getParam("mean").dup().assign(0);
        INDArray variance = mean.dup();
        try (BatchStream batches = Batches.training(
                Batches.limited(DrawnShapes.ALL, 64, 50), ANEW.batchSize(), ANEW.augmentation(), 4, ANEW.epochs())) {
            for (int batch = 0; batch < 2; batch++) {
                INDArray stem = Objects.requireNonNull(
                        graph.feedForward(batches.next().getFeatures(), false).get("stem"));
                mean.addi(stem.mean(0, 1, 2).reshape(mean.shape()).div(2));
                variance.addi(stem.var(false, 0, 1, 2).reshape(mean.shape()).div(2));
            }
        }
        assertThat(graph.getLayer("stem-bn").getParam("mean").distance2(mean)).isLessThan(1e-4);
        assertThat(graph.getLayer("stem-bn").getParam("var").distance2(variance))
                .isLessThan(1e-4);

        assertThat(anew.metrics.get(MetricPoint.LOSS_BEFORE_REESTIMATION))
                .containsExactly(plain.result().test().loss());
        assertThat(anew.metrics.get(MetricPoint.TOP1_BEFORE_REESTIMATION))
                .containsExactly(plain.result().test().top1());
        assertThat(anew.result().test().loss())
                .isNotEqualTo(plain.result().test().loss());
        assertThat(anew.reestimated)
                .extracting(Evaluation::loss)
                .containsExactly(
                        plain.result().test().loss(), anew.result().test().loss());
    }

    @Test
    void quantizersKeepTheRangesThatTheyHaveTracked() {
        QuantizerChoice tracking = new QuantizerChoice("google-int8", java.util.Map.of());
        MethodPlan method = new MethodPlan("int8", tracking, tracking, 8, 8);
        AidedRuns plain = AidedRuns.of(AidedRuns.plan(method, AidedRuns.SHORT), new TrainingStart.Scratch());
        AidedRuns anew = AidedRuns.of(AidedRuns.plan(method, ANEW), new TrainingStart.Scratch());
        assertThat(anew.graph().getLayer("stem-bn-quantize").params())
                .isEqualTo(plain.graph().getLayer("stem-bn-quantize").params());
    }
}

package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.network.ImageShape;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TransitionRateTests {
    private static final Recipe STEADY = AidedRuns.SHORT
            .schedule(ScheduleKind.CONSTANT)
            .weightDecay(0)
            .quantization(group -> group.transitionRate(0.01));

    private ComputationGraph graph;
    private CodeWatch watch;

    @BeforeEach
    void aNetworkWhoseStepsAreOne() {
        graph = StartingPoint.network(
                AidedRuns.plan(STEADY), new ImageShape(16, 16, 3), 10, 2, new TrainingStart.Scratch());
        watch = new CodeWatch(graph);
        watch.layers().forEach(watched -> {
            graph.getLayer(watched.layer()).getParam("step").assign(1);
            graph.getLayer(watched.layer()).getParam("calibrated").assign(1);
            graph.getLayer(watched.layer()).getParam("W").assign(0);
        });
        watch.layers().forEach(WatchedWeights::begin);
        graph.getConfiguration().setIterationCount(1);
    }

    private double after(TransitionRate transitions, double weights) {
        watch.layers()
                .forEach(
                        watched -> graph.getLayer(watched.layer()).getParam("W").assign(weights));
        watch.afterStep();
        transitions.afterStep();
        return Objects.requireNonNull(transitions.measurements().get("transition/learning-rate"));
    }

    @Test
    void theRateOfLatentWeightsRisesWhereTooFewOfThemChangeTheirLevelAndFallsToZeroWhereTooManyDo() {
        TransitionRate transitions = new TransitionRate(graph, watch, STEADY, 2);
        assertThat(after(transitions, 0)).isCloseTo(0.05 + 0.05 * 0.01, Offset.offset(1e-9));
        assertThat(after(transitions, 0.2)).isCloseTo(0.05 + 2 * 0.05 * 0.01, Offset.offset(1e-9));
        // every weight goes to another level: k = 1, K = 0.01, which is the target
        assertThat(watch.changed()).isZero();
        double rate = after(transitions, 1);
        assertThat(watch.changed()).isEqualTo(1);
        assertThat(transitions.measurements().get("transition/rate")).isCloseTo(0.01, Offset.offset(1e-9));
        assertThat(rate).isCloseTo(0.051, Offset.offset(1e-9));
        for (int i = 0; i < 100; i++) {
            rate = after(transitions, i % 2);
        }
        assertThat(rate).isZero();
    }

    @Test
    void latentWeightsMoveAtThatRateAndEverythingElseAtTheRecipes() {
        FusedSgdUpdater updater = FusedSgdUpdater.of(graph);
        updater.latentWeightsBy(() -> 0);
        INDArray latent = graph.getLayer("stage1-block1-conv1").getParam("W").dup();
        INDArray fp32 = graph.getLayer("stem").getParam("W").dup();
        graph.initGradientsView();
        graph.getFlattenedGradients().assign(1);
        updater.update(graph.gradient(), 0, 0, 1, LayerWorkspaceMgr.noWorkspaces());
        INDArray lost = graph.getFlattenedGradients();
        graph.params().subi(lost.reshape(lost.length()));
        assertThat(graph.getLayer("stage1-block1-conv1").getParam("W")).isEqualTo(latent);
        assertThat(graph.getLayer("stem").getParam("W")).isNotEqualTo(fp32);
    }

    @Test
    void measuresAreThereAtTheEndOfEachEpoch() {
        AidedRuns run = AidedRuns.of(
                AidedRuns.plan(AidedRuns.SHORT.quantization(group -> group.transitionRate(0.01))),
                new TrainingStart.Scratch());
        assertThat(run.metrics.get("transition/rate"))
                .hasSize(2)
                .allSatisfy(rate -> assertThat(rate).isBetween(0.0, 1.0));
        assertThat(run.metrics.get("transition/learning-rate")).hasSize(2);
    }
}

package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.InferenceWeights;
import io.bitgap.network.ImageShape;
import java.nio.ByteBuffer;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights of one layer with levels -4..3, moved by hand. */
class OscillationTests {
    private WatchedWeights watched;
    private INDArray weights;
    private Layer layer;

    @BeforeEach
    void aLayerWhoseStepIsOne() {
        ComputationGraph graph = StartingPoint.network(
                AidedRuns.plan(AidedRuns.SHORT), new ImageShape(16, 16, 3), 10, 2, new TrainingStart.Scratch());
        layer = graph.getLayer("stage1-block1-conv1");
        layer.getParam("step").assign(1);
        layer.getParam("calibrated").assign(1);
        weights = layer.getParam("W");
        weights.assign(0.4);
        watched = new WatchedWeights("conv", (InferenceWeights) layer);
        watched.begin();
    }

    private void step(LayerOscillation oscillation, double first, double second) {
        weights.putScalar(0, first);
        weights.putScalar(1, second);
        watched.look();
        oscillation.follow();
    }

    @Test
    void aWeightOscillatesWhereItGoesBackAndNotWhereItGoesOn() {
        LayerOscillation oscillation = new LayerOscillation(watched, 0);
        step(oscillation, 0.6, 0.6);
        assertThat(oscillation.oscillating()).isZero();
        step(oscillation, 0.4, 1.6);
        assertThat(oscillation.oscillating()).isEqualTo(1);
        // 0.01, and at 0.99 of it a step later
        for (int i = 0; i < 80; i++) {
            step(oscillation, 0.4, 1.6);
        }
        assertThat(oscillation.oscillating()).isZero();
        assertThat(oscillation.frozen()).isZero();
    }

    @Test
    void aWeightThatOscillatesTooOftenIsFrozenOnTheLevelWhereItMostlyWasAndFollowsTheScale() {
        LayerOscillation oscillation = new LayerOscillation(watched, 0.015);
        for (int i = 0; i < 4; i++) {
            step(oscillation, i % 2 == 0 ? 0.6 : 0.4, 0.4);
        }
        assertThat(oscillation.frozen()).isEqualTo(1);
        assertThat(weights.getDouble(0)).isZero();
        assertThat(weights.getDouble(1)).isCloseTo(0.4, Offset.offset(1e-6));

        step(oscillation, 2.7, 2.7);
        assertThat(weights.getDouble(0)).isZero();
        assertThat(weights.getDouble(1)).isCloseTo(2.7, Offset.offset(1e-6));
        assertThat(watched.now()[0]).isZero();
        assertThat(oscillation.oscillating()).isZero();
    }

    @Test
    void aFrozenWeightThatIsNotOnLevelZeroKeepsItsCodeAtAnotherScale() {
        weights.assign(1.4);
        watched = new WatchedWeights("conv", (InferenceWeights) layer);
        watched.begin();
        LayerOscillation oscillation = new LayerOscillation(watched, 0.005);
        step(oscillation, 1.6, 1.4);
        step(oscillation, 1.4, 1.4);
        assertThat(oscillation.frozen()).isEqualTo(1);
        assertThat(weights.getDouble(0)).isEqualTo(1);
        layer.getParam("step").assign(1.5);
        step(oscillation, 1.2, 1.4);
        assertThat(weights.getDouble(0)).isEqualTo(1.5);
    }

    @Test
    void whatItRemembersComesBack() {
        LayerOscillation oscillation = new LayerOscillation(watched, 0.015);
        for (int i = 0; i < 4; i++) {
            step(oscillation, i % 2 == 0 ? 0.6 : 0.4, 0.4);
        }
        ByteBuffer bytes = ByteBuffer.allocate(oscillation.bytes());
        oscillation.write(bytes);
        LayerOscillation other = new LayerOscillation(watched, 0.015);
        other.read(bytes.flip());
        assertThat(other.frozen()).isEqualTo(1);
        ByteBuffer again = ByteBuffer.allocate(other.bytes());
        other.write(again);
        assertThat(again.array()).isEqualTo(bytes.array());
    }

    @Test
    void dampeningBringsLatentWeightsCloserToTheirLevels() {
        assertThat(distance(AidedRuns.SHORT.epochs(4).oscillation(group -> group.dampening(5))))
                .isLessThan(0.9 * distance(AidedRuns.SHORT.epochs(4)));
    }

    /** Of the weights of a trained layer to their levels. */
    private static double distance(Recipe recipe) {
        ComputationGraph trained = AidedRuns.of(AidedRuns.plan(recipe), new TrainingStart.Scratch())
                .graph();
        Layer conv = trained.getLayer("stage1-block1-conv1");
        INDArray levels = ((InferenceWeights) conv).inferenceParameters().get("W");
        return conv.getParam("W").distance2(levels);
    }
}

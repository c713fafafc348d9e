package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.Convolution;
import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.layer.UnscaledBatchNorm;
import io.bitgap.network.ImageShape;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Held to DL4J's own updater. */
class FusedSgdUpdaterTests {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updatesWeightsAndMomentumAsDl4jDoes(boolean nesterov) {
        ComputationGraph graph = network(nesterov);
        ComputationGraph stock = network(nesterov);
        stock.setUpdater(new ComputationGraphUpdater(stock, stock.getUpdater().getStateViewArray()));
        assertThat(graph.getUpdater()).isInstanceOf(FusedSgdUpdater.class);
        INDArray before = stock.params().dup();

        for (int step = 0; step < 3; step++) {
            DataSet batch = batch(step);
            graph.fit(batch);
            stock.fit(batch);
        }

        assertThat(largestDifference(stock.params(), before)).isGreaterThan(1e-2);
        assertThat(largestDifference(graph.params(), stock.params())).isLessThan(1e-5);
        assertThat(largestDifference(
                        graph.getUpdater().getStateViewArray(),
                        stock.getUpdater().getStateViewArray()))
                .isLessThan(1e-4);
    }

    @Test
    void servesANetworkWithAScaleThatStaysOneToo() {
        ComputationGraph graph = unscaled();
        FusedSgdUpdater.install(graph);
        ComputationGraph stock = unscaled();
        assertThat(((FusedSgdUpdater) graph.getUpdater()).fused()).isTrue();

        for (int step = 0; step < 3; step++) {
            DataSet batch = batch(step);
            graph.fit(batch);
            stock.fit(batch);
        }

        assertThat(graph.getParam("norm_gamma").toFloatVector()).containsOnly(1);
        assertThat(graph.getParam("norm_beta").amaxNumber().doubleValue()).isGreaterThan(1e-5);
        assertThat(largestDifference(graph.params(), stock.params())).isLessThan(1e-5);
    }

    private static ComputationGraph unscaled() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new MomentumSgd(new LearningRateSchedule(ScheduleKind.CONSTANT, 0.1, 0, 9), 0.9, true, 1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(16, 16, 3, CNN2DFormat.NHWC))
                .addLayer("norm", new UnscaledBatchNorm(true), "in")
                .addLayer("conv", new Convolution(3, 1, 8, false), "norm")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "conv")
                .addLayer("out", new SoftmaxOutput(10), "pool")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-2})
    void decaysWeightsOnce(double decay) {
        ComputationGraph graph = network(recipe(true, decay));
        List<?> penalties = graph.getLayer("stem").conf().getLayer().getRegularizationByParam("W");
        assertThat(penalties).hasSize(1);
        // the images have no say: what the weights lose is the penalty's
        graph.initGradientsView();
        graph.getFlattenedGradients().assign(0);
        graph.getUpdater().update(graph.gradient(), 0, 0, 1, null);
        double rate = 0.1;
        double nesterov = 1.9; // 1 + momentum
        double weights = graph.getParam("stem_W").norm2Number().doubleValue();
        double lost =
                graph.getLayer("stem").getGradientsViewArray().norm2Number().doubleValue();
        assertThat(lost).isCloseTo(rate * nesterov * decay * weights, Offset.offset(1e-6 * weights));
    }

    @Test
    void decaysBatchNormsAndBiasesWhereAskedToAsDl4jDoes() {
        Recipe recipe = recipe(true, 0.1).regularizers(group -> group.decayNorm(true));
        ComputationGraph graph = network(recipe);
        ComputationGraph stock = network(recipe);
        stock.setUpdater(new ComputationGraphUpdater(stock, stock.getUpdater().getStateViewArray()));
        ComputationGraph without = network(recipe(true, 0.1));
        for (ComputationGraph each : List.of(graph, stock, without)) {
            each.getLayer("stem-bn").getParam("beta").assign(0.5);
            each.fit(batch(1));
        }
        assertThat(largestDifference(graph.params(), stock.params())).isLessThan(1e-6);
        INDArray shift = graph.getLayer("stem-bn").getParam("beta");
        // rate 0.1, 1 + momentum 0.9, decay 0.1 of 0.5
        assertThat(without.getLayer("stem-bn").getParam("beta").sub(shift).toFloatVector())
                .containsOnly(new float[] {0.0095f}, Offset.offset(1e-6f));
    }

    /** Batch of 8: the norm is that of the mean gradient. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClippedGradientHasTheNormThatItMayHaveInBothUpdaters(boolean fused) {
        Recipe recipe = recipe(false, 0).regularizers(group -> group.gradientClip(0.01));
        ComputationGraph graph = network(recipe);
        if (!fused) {
            graph.setUpdater(
                    new ComputationGraphUpdater(graph, graph.getUpdater().getStateViewArray()));
        }
        graph.setListeners(GradientListeners.of(graph, recipe));
        graph.fit(batch(1));
        // the first velocity is the gradient itself
        INDArray velocity = graph.getUpdater().getStateViewArray();
        assertThat(velocity.norm2Number().doubleValue()).isCloseTo(0.01, Offset.offset(1e-6));
    }

    @Test
    void aGradientBelowTheNormStaysAsItIs() {
        Recipe recipe = recipe(false, 0).regularizers(group -> group.gradientClip(1e6));
        ComputationGraph clipped = network(recipe);
        clipped.setListeners(GradientListeners.of(clipped, recipe));
        ComputationGraph plain = network(recipe);
        clipped.fit(batch(1));
        plain.fit(batch(1));
        assertThat(clipped.params()).isEqualTo(plain.params());
    }

    private static ComputationGraph network(boolean nesterov) {
        return network(recipe(nesterov, 1e-2));
    }

    private static ComputationGraph network(Recipe recipe) {
        return StartingPoint.network(plan(recipe), new ImageShape(16, 16, 3), 10, 10, new TrainingStart.Scratch());
    }

    private static Recipe recipe(boolean nesterov, double decay) {
        return Recipe.fineTuning()
                .epochs(1)
                .batchSize(8)
                .learningRate(0.1)
                .schedule(ScheduleKind.CONSTANT)
                .nesterov(nesterov)
                .weightDecay(decay);
    }

    private static TrainingPlan plan(Recipe recipe) {
        QuantizerChoice pact = new QuantizerChoice("pact", Map.of());
        return Plans.of("resnet8", "-", new MethodPlan("pact", pact, pact, 4, 4), recipe, Limits.NONE, 1);
    }

    private static DataSet batch(int seed) {
        Nd4j.getRandom().setSeed(seed);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 8, 10);
        for (int i = 0; i < 8; i++) {
            labels.putScalar(i, (i + seed) % 10, 1);
        }
        return new DataSet(Nd4j.randn(DataType.FLOAT, 8, 16, 16, 3), labels);
    }

    private static double largestDifference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }
}

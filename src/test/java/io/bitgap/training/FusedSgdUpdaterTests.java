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
        ComputationGraph graph = StartingPoint.network(
                plan(true, decay), new ImageShape(16, 16, 3), 10, 10, new TrainingStart.Scratch());
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

    private static ComputationGraph network(boolean nesterov) {
        return StartingPoint.network(
                plan(nesterov, 1e-2), new ImageShape(16, 16, 3), 10, 10, new TrainingStart.Scratch());
    }

    private static TrainingPlan plan(boolean nesterov, double decay) {
        Recipe recipe = Recipe.fineTuning()
                .epochs(1)
                .batchSize(8)
                .learningRate(0.1)
                .schedule(ScheduleKind.CONSTANT)
                .nesterov(nesterov)
                .weightDecay(decay);
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

package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class FrozenBatchNormTests {
    private static final String[] STATISTICS = {"mean", "var"};
    private static final String[] TRAINED = {"gamma", "beta"};

    private final INDArray images = Nd4j.rand(DataType.FLOAT, new long[] {4, 8, 8, 3});
    private final DataSet batch =
            new DataSet(images, Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}}));

    private static ComputationGraph network(BatchNorm norm) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.5))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC))
                .addLayer("conv", new Convolution(3, 1, 8, true), "in")
                .addLayer("bn", norm, "conv")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "bn")
                .addLayer("out", new SoftmaxOutput(3), "pool")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    private boolean changesInAStep(ComputationGraph graph, String parameter) {
        INDArray before = graph.getLayer("bn").getParam(parameter).dup();
        graph.fit(batch);
        return !graph.getLayer("bn").getParam(parameter).equals(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void keepsItsStatisticsAndTrainsScaleAndShiftUntilItIsThawed(String kernels) {
        ComputationGraph graph = StockComparison.with(kernels, () -> network(new BatchNorm(true)));
        RunningStatistics norm = (RunningStatistics) graph.getLayer("bn");
        assertThat(STATISTICS).allMatch(name -> changesInAStep(graph, name));
        norm.freeze(true);
        assertThat(STATISTICS).noneMatch(name -> changesInAStep(graph, name));
        assertThat(TRAINED).allMatch(name -> changesInAStep(graph, name));
        norm.freeze(false);
        assertThat(STATISTICS).allMatch(name -> changesInAStep(graph, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void frozenItGivesInTrainingWhatItGivesInEvaluation(String kernels) {
        ComputationGraph graph = StockComparison.with(kernels, () -> network(new BatchNorm(true)));
        graph.fit(batch);
        INDArray evaluated = graph.output(false, images)[0];
        assertThat(graph.output(true, images)[0].equalsWithEps(evaluated, 1e-5)).isFalse();
        ((RunningStatistics) graph.getLayer("bn")).freeze(true);
        evaluated = graph.output(false, images)[0];
        assertThat(graph.output(true, images)[0].equalsWithEps(evaluated, 1e-5)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void canBeFrozenFromTheStartByItsConfiguration(String kernels) {
        ComputationGraph graph =
                StockComparison.with(kernels, () -> network(new BatchNorm(true).withFrozenStatistics()));
        assertThat(STATISTICS).noneMatch(name -> changesInAStep(graph, name));
    }
}

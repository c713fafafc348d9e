package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class SoftmaxOutputTests {
    private final INDArray images = Nd4j.rand(DataType.FLOAT, new long[] {4, 8, 8, 3});
    private final DataSet batch =
            new DataSet(images, Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}}));

    private static ComputationGraph quantized() {
        SoftmaxOutput output = new SoftmaxOutput(3);
        output.quantizeWeights(new QuantizerSpec("google-int8", Role.WEIGHTS, 3, Map.of(), LevelConvention.BITS));
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.5))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC))
                .addLayer("conv", new Convolution(3, 1, 8, true), "in")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "conv")
                .addLayer("out", output, "pool")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    @Test
    void quantizesTheWeightsThatAStepBeginsWith() {
        ComputationGraph straight = quantized();
        ComputationGraph evaluatedBetween = quantized();
        for (int step = 0; step < 3; step++) {
            straight.fit(batch);
            evaluatedBetween.fit(batch);
            evaluatedBetween.outputSingle(images);
        }
        assertThat(evaluatedBetween.params()).isEqualTo(straight.params());
    }

    @Test
    void countsRightAnswersAndTellsItsLoss() {
        ComputationGraph graph = quantized();
        INDArray before = graph.outputSingle(images);
        long right = before.argMax(1)
                .eq(batch.getLabels().argMax(1))
                .castTo(DataType.LONG)
                .sumNumber()
                .longValue();
        graph.fit(batch);
        Classifier output = (Classifier) graph.getOutputLayer(0);
        assertThat(output.correct()).isEqualTo((int) right);
        assertThat(output.loss()).isCloseTo(graph.score(), org.assertj.core.data.Offset.offset(1e-6));
    }
}

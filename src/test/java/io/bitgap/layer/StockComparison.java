package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.kernel.Kernels;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A network of our layers beside one of DL4J's own: same parameters, same outputs, same gradients. Layers are compared by
 * name; images are 9x7 with 3 channels, classes are 3.
 */
final class StockComparison {
    static final InputType IMAGES = InputType.convolutional(9, 7, 3, CNN2DFormat.NHWC);
    private static final double TOLERANCE = 1e-4;

    private final INDArray images =
            Nd4j.rand(DataType.FLOAT, new long[] {5, 9, 7, 3}).subi(0.5);
    private final INDArray labels = Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 0, 1}});

    /** Plain SGD at rate 1, so that a step shows the gradients; weights decay, biases do not. */
    static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .weightInit(WeightInit.RELU)
                .updater(new Sgd(1.0))
                .l2(0.01);
    }

    static OutputLayer stockOutput() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    void assertSame(String kernels, ComputationGraphConfiguration oursConf, ComputationGraphConfiguration stockConf) {
        ComputationGraph ours = with(kernels, () -> initialised(oursConf));
        ComputationGraph stock = initialised(stockConf);
        assertThat(ours.numParams()).isEqualTo(stock.numParams());
        assertThat(ours.paramTable().keySet()).isEqualTo(stock.paramTable().keySet());
        ours.paramTable().forEach((name, value) -> stock.getParam(name).assign(value)); // their order may differ

        assertClose(ours.outputSingle(images), stock.outputSingle(images));
        DataSet batch = new DataSet(images, labels);
        for (int step = 0; step < 2; step++) { // biases are 0 in the first
            ours.fit(batch);
            stock.fit(batch);
        }
        // parameters differ by the gradients, running statistics by what they follow
        assertThat(ours.score()).isCloseTo(stock.score(), Offset.offset(TOLERANCE));
        for (Layer layer : ours.getLayers()) {
            Layer other = stock.getLayer(layer.conf().getLayer().getLayerName());
            layer.paramTable().forEach((name, value) -> assertClose(value, other.getParam(name)));
        }
        assertClose(ours.outputSingle(images), stock.outputSingle(images));
    }

    private static void assertClose(INDArray ours, INDArray stock) {
        double scale = Math.max(1e-3, stock.amaxNumber().doubleValue());
        assertThat(ours.reshape(stock.shape()).sub(stock).amaxNumber().doubleValue() / scale)
                .isLessThan(TOLERANCE);
    }

    static <T> T with(String kernels, Supplier<T> action) {
        System.setProperty(Kernels.PROPERTY, kernels);
        try {
            return action.get();
        } finally {
            System.clearProperty(Kernels.PROPERTY);
        }
    }

    private static ComputationGraph initialised(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}

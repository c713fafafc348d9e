package io.bitgap.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.bitgap.layer.UnscaledBatchNorm;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class NetworksTests {
    private static ComputationGraphConfiguration configuration(String name, int side) {
        return configuration(name, side, 10);
    }

    private static ComputationGraphConfiguration configuration(String name, int side, int classes) {
        return Networks.configuration(
                name, new ImageShape(side, side, 3), classes, new NeuralNetConfiguration.Builder());
    }

    /** ResNet-18's is the number that PyTorch counts; of the pre-activation form the batch norm on images has no scale. */
    @ParameterizedTest
    @CsvSource({"resnet8, 78042", "resnet20, 272474", "resnet18, 11689512", "resnet18-v2, 11691947"})
    void haveTheParametersThatTheCatalogueSays(String name, long parameters) {
        NetworkDescription network = Networks.find(name).orElseThrow();
        assertThat(network.parameters()).isEqualTo(parameters);

        ComputationGraph graph = new ComputationGraph(configuration(name, 32, network.countedClasses()));
        graph.init();
        long trained = 0;
        for (Layer layer : graph.getLayers()) {
            boolean unscaled = layer.conf().getLayer() instanceof UnscaledBatchNorm;
            for (Map.Entry<String, INDArray> entry : layer.paramTable().entrySet()) {
                boolean fixed = Set.of("mean", "var").contains(entry.getKey())
                        || unscaled && entry.getKey().equals("gamma");
                trained += fixed ? 0 : entry.getValue().length();
            }
        }
        assertThat(trained).isEqualTo(parameters);
    }

    @Test
    void of18LayersAreWhatTheirPapersDraw() {
        assertThat(Networks.details("resnet18").orElseThrow().layers())
                .filteredOn(layer -> layer.kind().equals("convolution"))
                .hasSize(20);
        assertThat(Networks.details("resnet18").orElseThrow().layers())
                .filteredOn(layer ->
                        layer.name().equals("stage4-block2-add") || layer.name().startsWith("stem"))
                .extracting(NetworkLayer::name, NetworkLayer::output)
                .containsExactly(
                        tuple("stem", "16x16x64"),
                        tuple("stem-bn", "16x16x64"),
                        tuple("stem-pool", "8x8x64"),
                        tuple("stage4-block2-add", "1x1x512"));
        assertThat(Networks.details("resnet18-v2").orElseThrow().layers())
                .filteredOn(layer -> layer.kind().equals("convolution"))
                .hasSize(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet18-v2"})
    void of18LayersTrainWithQuantizers(String name) {
        ComputationGraphConfiguration fp32 = Networks.configuration(
                name,
                new ImageShape(64, 64, 3),
                5,
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .weightInit(WeightInit.RELU)
                        .updater(new Sgd(0.01)));
        ComputationGraph graph = FourBits.attached(fp32);
        INDArray before = graph.getLayer("stage3-block1-conv1").getParam("W").dup();
        INDArray inputScale = name.equals("resnet18-v2")
                ? graph.getLayer("images-bn").getParam("gamma").dup()
                : null;
        graph.fit(FourBits.batch(64, 3, 5));
        assertThat(graph.score()).isFinite();
        assertThat(graph.getLayer("stage3-block1-conv1").getParam("W")).isNotEqualTo(before);
        if (inputScale != null) {
            assertThat(graph.getLayer("images-bn").getParam("gamma")).isEqualTo(inputScale);
            assertThat(graph.getLayer("images-bn").getParam("beta").amaxNumber().doubleValue())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "resnet20", "resnet18", "resnet18-v2"})
    void surviveJson(String name) {
        ComputationGraphConfiguration configuration = configuration(name, 32);
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());
        assertThat(read.toJson()).isEqualTo(configuration.toJson());
    }

    @Test
    void nameThoseThatExistWhenAskedForAnother() {
        assertThatThrownBy(() -> configuration("vgg", 32)).hasMessageContaining("resnet20");
    }

    @Test
    void refuseImagesThatAreTooSmall() {
        assertThatThrownBy(() -> configuration("resnet20", 4)).hasMessageContaining("at least 8 pixels");
        assertThatThrownBy(() -> configuration("resnet18", 31)).hasMessageContaining("at least 32 pixels");
    }
}

package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.Attacher;
import io.bitgap.graph.LayerSetting;
import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class WeightTransferTests {
    private static final String LAYER = "stage1-block1-conv1";
    private static final float LEARNED = 0.125f;

    private static ComputationGraph network(String name, int classes, AttachSetting setting) {
        NeuralNetConfiguration.Builder base =
                new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.01));
        ComputationGraph graph = new ComputationGraph(
                Attacher.attach(Networks.configuration(name, new ImageShape(32, 32, 3), classes, base), setting)
                        .configuration());
        graph.init();
        return graph;
    }

    private static ComputationGraph quantized(String quantizer, int bits, Map<String, Object> options) {
        LayerSetting weights =
                new LayerSetting(new QuantizerSpec(quantizer, Role.WEIGHTS, bits, options, LevelConvention.BITS), null);
        return network("resnet8", 10, new AttachSetting(weights, LayerSetting.FP32, LayerSetting.FP32, Set.of()));
    }

    private static List<String> keys(ComputationGraph graph) {
        QuantizedLayer layer = (QuantizedLayer) graph.getLayer(LAYER).conf().getLayer();
        return QuantizerViews.keys(Objects.requireNonNull(layer.quantizer()));
    }

    @Test
    void weightsAndStatisticsAreTakenOverByTheirNames() {
        ComputationGraph parent = network("resnet8", 10, AttachSetting.FP32);
        parent.params().assign(LEARNED);
        ComputationGraph child = quantized("qil", 4, Map.of());

        WeightTransfer.between(parent, child);

        for (var layer : parent.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            layer.paramTable()
                    .forEach((key, value) -> assertThat(child.getLayer(name).getParam(key))
                            .as(name + " " + key)
                            .isEqualTo(value));
        }
        assertThat(parent.getLayer("stem-bn").paramTable()).containsKeys("gamma", "beta", "mean", "var");
        assertThat(child.getLayer(LAYER).getParam(QuantizerViews.CALIBRATED).getFloat(0))
                .as("its quantizer is still to be calibrated")
                .isZero();
    }

    /** QIL's interval is in the weights' units; a step of LSQ means another range at other bits. */
    @ParameterizedTest
    @CsvSource({"qil, 5, qil, 4, true", "qil, 5, lsq, 5, false", "lsq, 5, lsq, 4, false"})
    void whatAQuantizerLearnedIsTakenOverWhereItMeansTheSame(
            String from, int fromBits, String to, int toBits, boolean taken) {
        ComputationGraph parent = quantized(from, fromBits, Map.of());
        ComputationGraph child = quantized(to, toBits, Map.of());
        keys(parent).forEach(key -> parent.getLayer(LAYER).getParam(key).assign(LEARNED));
        INDArray weights = parent.getLayer(LAYER).getParam("W").addi(1);

        WeightTransfer.between(parent, child);

        assertThat(child.getLayer(LAYER).getParam("W")).isEqualTo(weights);
        for (String key : keys(child)) {
            INDArray value = child.getLayer(LAYER).getParam(key);
            if (taken) {
                assertThat(value.getFloat(0)).as(key).isEqualTo(LEARNED);
            } else {
                assertThat(value.getFloat(0)).as(key).isNotEqualTo(LEARNED);
            }
        }
    }

    @Test
    void otherClassesAreRefusedWithTheLayerThatDoesNotFit() {
        ComputationGraph parent = network("resnet8", 10, AttachSetting.FP32);
        ComputationGraph child = network("resnet8", 3, AttachSetting.FP32);
        String last = parent.getOutputLayer(0).conf().getLayer().getLayerName();
        assertThatThrownBy(() -> WeightTransfer.between(parent, child))
                .isInstanceOf(TrainingFailed.class)
                .hasMessage("the layer " + last + " of the network to start from does not fit this one");
    }
}

package io.bitgap.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.Quantize;
import io.bitgap.layer.WeightLayer;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Rescale;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.junit.jupiter.api.Test;

/** The origin's placement on ResNet-18, as its picture of the pre-activation form shows it. */
class PreActivationTests {
    private static final QuantizerSpec WEIGHTS =
            new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS);
    private static final QuantizerSpec ACTIVATIONS =
            new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS);
    private static final LayerSetting PACT = new LayerSetting(WEIGHTS, ACTIVATIONS);

    private final ComputationGraphConfiguration resnet18 = Networks.configuration(
            "resnet18-v2", new ImageShape(64, 64, 3), 1000, new NeuralNetConfiguration.Builder());
    private final ComputationGraphConfiguration attached = Attacher.attach(
                    resnet18, new AttachSetting(PACT, PACT, PACT, Set.of()))
            .configuration();

    private List<String> quantized(Class<?> kind) {
        return attached.getVertices().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof LayerVertex vertex
                        && kind.isInstance(vertex.getLayerConf().getLayer()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void oneNodeInFrontOfTheStemAndOneAfterEachReluThatFeedsConvolutions() {
        assertThat(quantized(Quantize.class))
                .containsExactlyInAnyOrder(
                        "images-bn-quantize",
                        "stage1-block1-bn1-quantize",
                        "stage1-block1-bn2-quantize",
                        "stage1-block2-bn1-quantize",
                        "stage1-block2-bn2-quantize",
                        "stage2-block1-bn1-quantize",
                        "stage2-block1-bn2-quantize",
                        "stage2-block2-bn1-quantize",
                        "stage2-block2-bn2-quantize",
                        "stage3-block1-bn1-quantize",
                        "stage3-block1-bn2-quantize",
                        "stage3-block2-bn1-quantize",
                        "stage3-block2-bn2-quantize",
                        "stage4-block1-bn1-quantize",
                        "stage4-block1-bn2-quantize",
                        "stage4-block2-bn1-quantize",
                        "stage4-block2-bn2-quantize",
                        "pool-quantize");
    }

    @Test
    void oneQuantizerAWeight() {
        List<QuantizerSpec> specs = attached.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
                .filter(WeightLayer.class::isInstance)
                .map(layer -> ((WeightLayer) layer).quantizerSpec())
                .toList();
        assertThat(specs).hasSize(1 + 16 + 4 + 1).containsOnly(WEIGHTS, Rescale.withoutBatchNorm(WEIGHTS));
        assertThat(specs)
                .filteredOn(WEIGHTS::equals)
                .as("the stem and the first convolution of each block have a batch norm behind them")
                .hasSize(1 + 8);
    }

    @Test
    void aConvolutionAndTheProjectionBesideItShareTheNodeOfTheirTensor() {
        assertThat(attached.getVertexInputs().get("stage2-block1-conv1"))
                .isEqualTo(attached.getVertexInputs().get("stage2-block1-shortcut"))
                .containsExactly("stage2-block1-bn1-quantize");
    }

    @Test
    void additionsAndPoolingReadWhatTheyReadBefore() {
        resnet18.getVertexInputs().forEach((name, inputs) -> {
            if (name.endsWith("-add") || name.endsWith("pool")) {
                assertThat(attached.getVertexInputs().get(name)).isEqualTo(inputs);
            }
        });
    }

    @Test
    void theStemIsTheFirstLayerThoughBatchNormStandsBeforeIt() {
        Attachment kept =
                Attacher.attach(resnet18, new AttachSetting(PACT, LayerSetting.FP32, LayerSetting.FP32, Set.of()));
        assertThat(kept.layers())
                .filteredOn(layer -> layer.hasWeights() && !layer.reason().isEmpty())
                .extracting(AttachedLayer::name, AttachedLayer::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("stem", "first layer is kept"),
                        org.assertj.core.groups.Tuple.tuple("classifier", "last layer is kept"));
    }

    @Test
    void ofThePostActivationFormItIsOneNodeAfterTheStemAndOneAfterEachRelu() {
        ComputationGraphConfiguration source = Networks.configuration(
                "resnet18", new ImageShape(64, 64, 3), 1000, new NeuralNetConfiguration.Builder());
        Attachment attachment =
                Attacher.attach(source, new AttachSetting(PACT, LayerSetting.FP32, LayerSetting.FP32, Set.of()));
        List<String> tensors = attachment.layers().stream()
                .flatMap(layer -> layer.inputs().stream())
                .map(InputNode::tensor)
                .distinct()
                .toList();
        // the stem's pooling, the ReLU inside each of 8 blocks, the ReLU after all additions but the last
        assertThat(tensors)
                .hasSize(1 + 8 + 7)
                .contains("stem-pool")
                .allSatisfy(tensor -> assertThat(tensor).matches("stem-pool|stage\\d-block\\d-(bn1|add)"));
        assertThat(attachment.layers())
                .filteredOn(layer -> layer.weightQuantizer() != null)
                .hasSize(19);
        assertThat(attachment.layers())
                .filteredOn(layer -> List.of("addition", "pooling").contains(layer.kind()))
                .allSatisfy(layer -> assertThat(layer.reason()).endsWith("not asked for"));
    }
}

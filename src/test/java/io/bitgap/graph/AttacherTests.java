package io.bitgap.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.Quantize;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class AttacherTests {
    private static final LayerSetting PACT = new LayerSetting(
            new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS),
            new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS));

    private static ComputationGraphConfiguration resnet20() {
        return Networks.configuration(
                "resnet20", new ImageShape(32, 32, 3), 10, new NeuralNetConfiguration.Builder().seed(1));
    }

    private static Attachment attached(LayerSetting first, LayerSetting last, String... ignore) {
        return Attacher.attach(resnet20(), new AttachSetting(PACT, first, last, Set.of(ignore)));
    }

    private static List<String> nodes(Attachment attachment) {
        return attachment.configuration().getVertices().entrySet().stream()
                .filter(e -> e.getValue() instanceof LayerVertex v
                        && v.getLayerConf().getLayer() instanceof Quantize)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void resnet20GetsOneNodeATensorAndNoneOnAdditionsAndPooling() {
        Attachment attachment = attached(LayerSetting.FP32, LayerSetting.FP32);
        // 9 blocks: one tensor in front of each, one inside; the projections share the node of their block
        assertThat(nodes(attachment)).hasSize(18).contains("stem-bn-quantize", "stage1-block3-add-quantize");
        Map<String, List<String>> inputs = attachment.configuration().getVertexInputs();
        assertThat(inputs.get("stage2-block1-conv1")).containsExactly("stage1-block3-add-quantize");
        assertThat(inputs.get("stage2-block1-shortcut")).containsExactly("stage1-block3-add-quantize");
        assertThat(inputs.get("stage1-block1-add")).containsExactly("stage1-block1-bn2", "stem-bn");
        assertThat(inputs.get("pool")).containsExactly("stage3-block3-add");
    }

    @Test
    void saysOfEveryLayerWhetherItIsQuantizedAndWhyNot() {
        Attachment attachment = attached(LayerSetting.FP32, LayerSetting.FP32, "stage1-block1-conv2");
        assertThat(attachment.layers()).filteredOn(AttachedLayer::hasWeights).hasSize(22);
        assertThat(attachment.layers())
                .filteredOn(layer -> layer.hasWeights() && !layer.reason().isEmpty())
                .extracting(AttachedLayer::name, AttachedLayer::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("stem", "first layer is kept"),
                        org.assertj.core.groups.Tuple.tuple("classifier", "last layer is kept"),
                        org.assertj.core.groups.Tuple.tuple("stage1-block1-conv2", "ignored by name"));
    }

    @Test
    void quantizesFirstAndLastLayerWhenToldTo() {
        Attachment attachment = attached(PACT, PACT);
        assertThat(nodes(attachment)).hasSize(20).contains("images-quantize", "pool-quantize");
        ComputationGraph graph = new ComputationGraph(attachment.configuration());
        graph.init();
        assertThat(graph.numParams()).isEqualTo(274_042 + 2 * 20);
    }

    @Test
    void weightsWithoutABatchNormBehindThemKeepTheirMagnitude() {
        QuantizerSpec rescaled =
                new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of("rescale", "always"), LevelConvention.BITS);
        assertThat(weights(attached(PACT, PACT)))
                .containsEntry("stem", PACT.weights())
                .containsEntry("stage1-block1-conv2", PACT.weights())
                .containsEntry("classifier", rescaled);

        AttachSetting everywhere = new AttachSetting(PACT, PACT, PACT, Set.of());
        ComputationGraphConfiguration source = PreActivation.network(1, 1);
        assertThat(weights(Attacher.attach(source, everywhere)))
                .as("the norm behind an addition does not know what a summand weighed in it")
                .containsEntry("stage1-block1-conv1", PACT.weights())
                .containsEntry("stage1-block1-conv2", rescaled);
        assertThat(weights(Attacher.attach(
                        BatchNormFolding.fold(source),
                        everywhere.within(
                                BatchNormFolding.fold(source).getVertices().keySet()))))
                .as("a norm that stands still restores nothing")
                .allSatisfy((layer, spec) -> assertThat(spec).isEqualTo(rescaled));
    }

    private static Map<String, QuantizerSpec> weights(Attachment attachment) {
        return attachment.layers().stream()
                .filter(AttachedLayer::hasWeights)
                .collect(Collectors.toMap(
                        AttachedLayer::name, layer -> Objects.requireNonNull(layer.weightQuantizer())));
    }

    @Test
    void leavesItsSourceAlone() {
        ComputationGraphConfiguration source = resnet20();
        String before = source.toJson();
        Attacher.attach(source, new AttachSetting(PACT, PACT, PACT, Set.of()));
        assertThat(source.toJson()).isEqualTo(before);
    }
}

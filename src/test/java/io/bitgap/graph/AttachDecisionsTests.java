package io.bitgap.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.problem.Problem;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Operations, counts, names and overrides, on two pre-activation blocks: stem, conv1, shortcut, conv2, ... */
class AttachDecisionsTests {
    private static final QuantizerSpec UNSIGNED = activations("pact", 4, Map.of());
    private static final QuantizerSpec SIGNED = activations("google-int8", 4, Map.of("signed", true));
    private static final LayerSetting PACT = new LayerSetting(
            new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS), UNSIGNED, SIGNED);

    private final ComputationGraphConfiguration network = PreActivation.network(1, 2);

    private static QuantizerSpec activations(String quantizer, int bits, Map<String, Object> options) {
        return new QuantizerSpec(quantizer, Role.ACTIVATIONS, bits, options, LevelConvention.BITS);
    }

    private Attachment attach(Set<String> ignore, Operations operations, Map<String, LayerOverride> overrides) {
        return Attacher.attach(
                network, new AttachSetting(PACT, LayerSetting.FP32, LayerSetting.FP32, ignore, operations, overrides));
    }

    private Attachment counted(Map<Operation, Integer> skip, Map<Operation, Integer> stop) {
        return attach(Set.of(), new Operations(EnumSet.allOf(Operation.class), skip, stop), Map.of());
    }

    private static AttachedLayer layer(Attachment attachment, String name) {
        return attachment.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDryRunHasEveryVertexOnceWithAQuantizerOrAReason() {
        Attachment attachment = attach(Set.of("stage1-block2-conv2"), Operations.DEFAULT, Map.of());
        assertThat(attachment.layers())
                .extracting(AttachedLayer::name)
                .containsExactlyElementsOf(network.getVertices().keySet());
        assertThat(attachment.layers())
                .allSatisfy(layer -> assertThat(layer.weightQuantizer() != null
                                || !layer.inputs().isEmpty())
                        .as(layer.name())
                        .isEqualTo(layer.reason().isEmpty()));
        assertThat(layer(attachment, "data-bn").reason()).isEqualTo("batch norm is not quantized");
        assertThat(layer(attachment, "stage1-block1-add").reason()).isEqualTo("additions are not asked for");
        assertThat(layer(attachment, "stem-pool").reason()).isEqualTo("pooling is not asked for");
        assertThat(layer(attachment, "stage1-block2-conv2").reason()).isEqualTo("ignored by name");
        assertThat(layer(attachment, "stage1-block2-conv1").inputs())
                .containsExactly(new InputNode("stage1-block2-bn1-quantize", "stage1-block2-bn1", UNSIGNED));
    }

    @Test
    void theFirstAndWhatComesAfterTheLastStayFp32() {
        Attachment attachment =
                counted(Map.of(Operation.CONVOLUTION, 2, Operation.ADD, 1), Map.of(Operation.CONVOLUTION, 4));
        assertThat(attachment.layers())
                .filteredOn(layer -> layer.kind().equals("convolution"))
                .extracting(AttachedLayer::reason)
                .containsExactly(
                        "skipped as one of the first 2 convolutions",
                        "skipped as one of the first 2 convolutions",
                        "",
                        "",
                        "comes after the first 4 convolutions, where quantization stops",
                        "comes after the first 4 convolutions, where quantization stops");
        assertThat(layer(attachment, "stage1-block1-add").reason()).isEqualTo("skipped as the first of the additions");
        assertThat(layer(attachment, "stage1-block2-add").reason()).isEmpty();
        assertThat(layer(counted(Map.of(), Map.of(Operation.DENSE, 0)), "classifier")
                        .reason())
                .isEqualTo("no dense layers are to be quantized (stop after 0)");
    }

    @Test
    void whatIsNotAskedForIsLeftAlone() {
        Attachment attachment =
                attach(Set.of(), new Operations(EnumSet.of(Operation.POOLING), Map.of(), Map.of()), Map.of());
        assertThat(layer(attachment, "stage1-block1-conv1").reason()).isEqualTo("convolutions are not asked for");
        assertThat(layer(attachment, "stem-pool").inputs())
                .containsExactly(new InputNode("stem-bn-quantize", "stem-bn", UNSIGNED));
        assertThat(layer(attachment, "pool").inputs()).hasSize(1);
    }

    @Test
    void summandsThatMayBeNegativeGetAQuantizerWithNegativeLevels() {
        Attachment attachment = counted(Map.of(), Map.of());
        assertThat(layer(attachment, "stage1-block1-add").inputs())
                .containsExactly(
                        new InputNode("stage1-block1-conv2-quantize", "stage1-block1-conv2", SIGNED),
                        new InputNode("stage1-block1-shortcut-quantize", "stage1-block1-shortcut", SIGNED));
        assertThat(attachment.configuration().getVertexInputs().get("stage1-block1-add"))
                .containsExactly("stage1-block1-conv2-quantize", "stage1-block1-shortcut-quantize");
        // the batch norm behind the addition still reads the sum itself
        assertThat(attachment.configuration().getVertexInputs().get("stage1-block2-bn1"))
                .containsExactly("stage1-block1-add");
    }

    @Test
    void aNetworkWithEveryOperationQuantizedTrains() {
        ComputationGraph graph =
                new ComputationGraph(counted(Map.of(), Map.of()).configuration());
        graph.init();
        INDArray before = graph.params().dup();
        INDArray labels = Nd4j.zeros(2, 10);
        labels.putScalar(0, 3, 1).putScalar(1, 7, 1);
        graph.fit(new INDArray[] {Nd4j.rand(2, 64, 64, 3)}, new INDArray[] {labels});
        assertThat(graph.params()).isNotEqualTo(before);
        assertThat(graph.params().isNaN().any()).isFalse();
    }

    @Test
    void anOverrideCountsMoreThanThePlaceAndLeavesTheOtherRoleAsItIs() {
        QuantizerSpec eight = new QuantizerSpec("google-int8", Role.WEIGHTS, 8, Map.of(), LevelConvention.BITS);
        Attachment attachment = attach(
                Set.of(),
                Operations.DEFAULT,
                Map.of(
                        "stem",
                        new LayerOverride(Set.of(Role.WEIGHTS), new LayerSetting(eight, null)),
                        "stage1-block1-conv2",
                        new LayerOverride(Set.of(Role.WEIGHTS), new LayerSetting(eight, null)),
                        "stage1-block2-conv2",
                        new LayerOverride(Set.of(Role.WEIGHTS, Role.ACTIVATIONS), LayerSetting.FP32)));
        assertThat(layer(attachment, "stem").weightQuantizer()).isEqualTo(eight);
        assertThat(layer(attachment, "stem").inputs()).isEmpty();
        assertThat(layer(attachment, "stage1-block1-conv2").weightQuantizer()).isEqualTo(eight);
        assertThat(layer(attachment, "stage1-block1-conv2").inputs())
                .extracting(InputNode::spec)
                .containsExactly(UNSIGNED);
        assertThat(layer(attachment, "stage1-block2-conv2").reason()).isEqualTo("set to fp32 by name");
    }

    @Test
    void aTensorThatIsReadInTwoWaysGetsANodeForEach() {
        QuantizerSpec eight = activations("pact", 8, Map.of());
        Attachment attachment = attach(
                Set.of(),
                Operations.DEFAULT,
                Map.of(
                        "stage1-block1-shortcut",
                        new LayerOverride(Set.of(Role.ACTIVATIONS), new LayerSetting(null, eight))));
        assertThat(List.of("stage1-block1-conv1", "stage1-block1-shortcut"))
                .extracting(name -> layer(attachment, name).inputs().get(0))
                .containsExactly(
                        new InputNode("stage1-block1-bn1-quantize", "stage1-block1-bn1", UNSIGNED),
                        new InputNode("stage1-block1-bn1-quantize-2", "stage1-block1-bn1", eight));
    }

    @Test
    void aNameThatIsNotThereIsRefusedWithNamesNearIt() {
        assertThatThrownBy(() -> attach(Set.of("stage1-block1-conv3"), Operations.DEFAULT, Map.of()))
                .isInstanceOf(Problem.class)
                .hasMessage("the network has no layer 'stage1-block1-conv3'; did you mean stage1-block1-conv1, "
                        + "stage1-block1-conv2, stage1-block2-conv1 or stage1-block2-conv2?");
        assertThatThrownBy(() -> attach(
                        Set.of(),
                        Operations.DEFAULT,
                        Map.of("stemm", new LayerOverride(Set.of(Role.WEIGHTS), LayerSetting.FP32))))
                .hasMessageContaining("did you mean stem,");
    }
}

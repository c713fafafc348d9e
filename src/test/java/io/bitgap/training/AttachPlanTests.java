package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.AttachedLayer;
import io.bitgap.graph.Attachment;
import io.bitgap.graph.InputNode;
import io.bitgap.graph.LayerOverride;
import io.bitgap.graph.LayerSetting;
import io.bitgap.graph.Operation;
import io.bitgap.graph.Operations;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AttachPlanTests {
    private static final QuantizerChoice PACT = new QuantizerChoice("pact", Map.of());

    private static AttachSetting setting(Attach attach) {
        return AttachPlan.of(Plans.of(
                "resnet20",
                "shapes10",
                new MethodPlan("pact", PACT, PACT, 4, 3),
                Recipe.fineTuning(),
                attach,
                Limits.NONE,
                1));
    }

    private static LayerOverride override(LayerPlan plan) {
        Attach attach = new Attach(EdgeLayer.KEEP, EdgeLayer.KEEP, List.of(), Operations.DEFAULT, List.of(plan));
        return setting(attach).overrides().values().iterator().next();
    }

    private static QuantizerSpec spec(String quantizer, Role role, int bits, Map<String, Object> options) {
        return new QuantizerSpec(quantizer, role, bits, options, LevelConvention.BITS);
    }

    @Test
    void whatAnOverrideLeavesOpenTheMethodDecides() {
        LayerOverride bits = override(new LayerPlan("stem", new RolePlan(null, 8), new RolePlan(null, 8)));
        assertThat(bits.roles()).containsExactlyInAnyOrder(Role.WEIGHTS, Role.ACTIVATIONS);
        assertThat(bits.setting().weights()).isEqualTo(spec("pact", Role.WEIGHTS, 8, Map.of()));
        assertThat(bits.setting().activations()).isEqualTo(spec("pact", Role.ACTIVATIONS, 8, Map.of()));

        LayerOverride quantizer =
                override(new LayerPlan("stem", new RolePlan(new QuantizerChoice("google-int8", Map.of()), null), null));
        assertThat(quantizer.roles()).containsExactly(Role.WEIGHTS);
        assertThat(quantizer.setting().weights()).isEqualTo(spec("google-int8", Role.WEIGHTS, 4, Map.of()));
    }

    @Test
    void thirtyTwoBitsAndTheQuantizerNoneLeaveARoleInFp32() {
        LayerOverride override =
                override(new LayerPlan("stem", new RolePlan(null, 32), new RolePlan(QuantizerChoice.NONE, null)));
        assertThat(override.setting()).isEqualTo(LayerSetting.FP32);
    }

    @Test
    void aQuantizerThatWouldCutOffNegativeValuesIsSignedWhereThereAreSome() {
        assertThat(setting(Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP))
                        .defaults()
                        .signedActivations())
                .isEqualTo(spec("pact", Role.ACTIVATIONS, 3, Map.of("signed", true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dorefa", "qil"})
    void oneThatCannotBeSignedIsReplacedByOneThatLearnsItsRange(String quantizer) {
        assertThat(SignedActivations.of(spec(quantizer, Role.ACTIVATIONS, 3, Map.of())))
                .isEqualTo(spec("lsq", Role.ACTIVATIONS, 3, Map.of("signed", true)));
    }

    @Test
    void aQuantizerThatKeepsNegativeValuesOrCanStays() {
        QuantizerSpec affine = spec("google-int8", Role.ACTIVATIONS, 4, Map.of("scheme", "affine"));
        assertThat(SignedActivations.of(affine)).isEqualTo(affine);
        QuantizerSpec eight = spec("google-int8", Role.ACTIVATIONS, 8, Map.of());
        assertThat(SignedActivations.of(eight)).isEqualTo(eight);
        assertThat(SignedActivations.of(spec("google-int8", Role.ACTIVATIONS, 4, Map.of("emaDecay", 0.9))))
                .isEqualTo(spec("google-int8", Role.ACTIVATIONS, 4, Map.of("emaDecay", 0.9, "signed", true)));
        assertThat(SignedActivations.of(spec("dorefa", Role.ACTIVATIONS, 1, Map.of()))
                        .bits())
                .isEqualTo(2);
    }

    @Test
    void weightsAreRescaledEverywhereWhereBatchNormStandsStillFromTheStart() {
        for (BatchNormMode mode : BatchNormMode.values()) {
            TrainingPlan plan = Plans.of(
                    "resnet8",
                    "shapes10",
                    new MethodPlan("pact", PACT, PACT, 4, 3),
                    Recipe.fineTuning().batchNorm(mode),
                    Limits.NONE,
                    1);
            Map<String, Object> options = mode == BatchNormMode.TRAIN ? Map.of() : Map.of("rescale", "always");
            assertThat(AttachPlan.of(plan).defaults().weights()).isEqualTo(spec("pact", Role.WEIGHTS, 4, options));
        }
    }

    @Test
    void everyReplacementIsTold() {
        Attach attach = new Attach(
                EdgeLayer.SAME,
                EdgeLayer.EIGHT_BIT,
                List.of(),
                new Operations(Set.of(Operation.ADD, Operation.CONVOLUTION, Operation.DENSE), Map.of(), Map.of()),
                List.of());
        QuantizerChoice dorefa = new QuantizerChoice("dorefa", Map.of());
        List<String> additions = List.of("stage1-block1-add", "stage2-block1-add", "stage3-block1-add");

        assertThat(replacements(attach, dorefa))
                .containsExactly(
                        new Replacement("dorefa", 3, "exact pixels", 8, List.of("stem")),
                        new Replacement("dorefa", 3, "lsq", 3, additions));
        assertThat(replacements(attach, PACT))
                .as("one that can be signed stays at the additions")
                .containsExactly(new Replacement("pact", 3, "exact pixels", 8, List.of("stem")));
        assertThat(replacements(attach, PACT).get(0).text())
                .isEqualTo("exact pixels, 8 bits, stand for pact at the input of 1 layer: stem");
        assertThat(replacements(Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP), dorefa))
                .as("behind a ReLU nothing is negative, and what is kept is nothing to replace")
                .isEmpty();
    }

    private static List<Replacement> replacements(Attach attach, QuantizerChoice activations) {
        MethodPlan method = new MethodPlan("method", PACT, activations, 4, 3);
        return Replacement.of(Plans.of("resnet8", "shapes10", method, Recipe.fineTuning(), attach, Limits.NONE, 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = EdgeLayer.class,
            names = {"EIGHT_BIT", "SAME"})
    void pixelsHaveEightBitsAlreadyAndPassAsTheyAre(EdgeLayer first) {
        Attachment attachment = attached("resnet8", first);
        PlannedLayer stem = PlannedLayer.of(attachment.layers().get(0));
        assertThat(stem.activationBits()).isEqualTo(8);
        assertThat(stem.inputs()).containsExactly(new PlannedNode("images", "images", "exact pixels", 8));
        assertThat(attachment.configuration().getVertexInputs().get("stem")).containsExactly("images");
        assertThat(attachment.configuration().getVertices()).doesNotContainKey("images-quantize");
    }

    @Test
    void aFirstLayerThatReadsSomethingElseThanPixelsHasAQuantizer() {
        assertThat(attached("resnet18-v2", EdgeLayer.EIGHT_BIT).layers())
                .filteredOn(layer -> layer.name().equals("stem"))
                .flatExtracting(AttachedLayer::inputs)
                .extracting(InputNode::spec)
                .containsExactly(spec("google-int8", Role.ACTIVATIONS, 8, Map.of()));
    }

    @Test
    void whoeverNamesBitsForTheImagesGetsThem() {
        LayerOverride bits = override(new LayerPlan("stem", null, new RolePlan(null, 4)));
        assertThat(bits.setting().images()).isEqualTo(spec("pact", Role.ACTIVATIONS, 4, Map.of("signed", true)));
    }

    private static Attachment attached(String network, EdgeLayer first) {
        return PlannedNetwork.of(Plans.of(
                network,
                "shapes10",
                new MethodPlan("pact", PACT, PACT, 4, 3),
                Recipe.fineTuning(),
                Plans.edges(first, EdgeLayer.KEEP),
                Limits.NONE,
                1));
    }

    @Test
    void aPlanSurvivesBeingStored() {
        Attach attach = new Attach(
                EdgeLayer.KEEP,
                EdgeLayer.SAME,
                List.of("stem"),
                new Operations(
                        Set.of(Operation.ADD, Operation.CONVOLUTION),
                        Map.of(Operation.CONVOLUTION, 2),
                        Map.of(Operation.ADD, 0)),
                List.of(new LayerPlan(
                        "pool", null, new RolePlan(new QuantizerChoice("pact", Map.of("init", 3.5)), 4))));
        String stored = JsonMapper.shared().writeValueAsString(attach);
        assertThat(JsonMapper.shared().readValue(stored, Attach.class)).isEqualTo(attach);
    }
}

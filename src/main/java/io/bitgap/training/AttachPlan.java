package io.bitgap.training;

import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.InputNode;
import io.bitgap.graph.LayerOverride;
import io.bitgap.graph.LayerSetting;
import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Rescale;
import io.bitgap.quantizer.Role;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the method and attachment of a plan into quantizers for the graph pass. */
final class AttachPlan {
    private final TrainingPlan plan;
    private final MethodPlan method;
    private final boolean asked;

    private AttachPlan(TrainingPlan plan, MethodPlan method, boolean asked) {
        this.plan = plan;
        this.method = method;
        this.asked = asked;
    }

    static AttachSetting of(TrainingPlan plan) {
        MethodPlan method = plan.method();
        return method == null ? AttachSetting.FP32 : new AttachPlan(plan, method, false).setting();
    }

    /** As {@link #of}, with the method's own quantizer also where another one stands in for it: to compare with, not to train. */
    static AttachSetting asked(TrainingPlan plan) {
        MethodPlan method = plan.method();
        return method == null ? AttachSetting.FP32 : new AttachPlan(plan, method, true).setting();
    }

    private AttachSetting setting() {
        Attach attach = plan.attach();
        LayerSetting inner = setting(
                spec(Role.WEIGHTS, method.weights(), method.weightBits()),
                spec(Role.ACTIVATIONS, method.activations(), method.activationBits()));
        LayerSetting first = edge(attach.firstLayer(), inner);
        LayerSetting onImages = first.activations() == null || asked ? first : onImages(first.weights());
        Map<String, LayerOverride> overrides = new HashMap<>();
        attach.overrides().forEach(layer -> overrides.put(layer.layer(), override(layer)));
        return new AttachSetting(
                inner,
                onImages,
                edge(attach.lastLayer(), inner),
                Set.copyOf(attach.ignore()),
                attach.operations(),
                overrides);
    }

    private LayerSetting edge(EdgeLayer edge, LayerSetting inner) {
        return switch (edge) {
            case KEEP -> LayerSetting.FP32;
            case SAME -> inner;
            case EIGHT_BIT -> onImages(eightBits(Role.WEIGHTS));
        };
    }

    /** Images have 8 bits to begin with; so has what else such a layer reads. */
    private LayerSetting onImages(@Nullable QuantizerSpec weights) {
        QuantizerSpec eightBits = eightBits(Role.ACTIVATIONS);
        return new LayerSetting(weights, eightBits, eightBits, InputNode.PIXELS);
    }

    private LayerOverride override(LayerPlan layer) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        QuantizerSpec weights = null;
        QuantizerSpec activations = null;
        boolean named = false;
        if (layer.weights() != null) {
            roles.add(Role.WEIGHTS);
            weights = spec(Role.WEIGHTS, layer.weights(), method.weights(), method.weightBits());
        }
        if (layer.activations() != null) {
            roles.add(Role.ACTIVATIONS);
            activations = spec(Role.ACTIVATIONS, layer.activations(), method.activations(), method.activationBits());
            named = layer.activations().quantizer() != null;
        }
        // who names a quantizer gets that one, on any tensor
        return new LayerOverride(roles, named ? new LayerSetting(weights, activations) : setting(weights, activations));
    }

    private @Nullable QuantizerSpec spec(Role role, RolePlan own, QuantizerChoice otherwise, int otherBits) {
        return spec(role, own.quantizerOr(otherwise), own.bitsOr(otherBits));
    }

    private @Nullable QuantizerSpec spec(Role role, QuantizerChoice choice, int bits) {
        if (bits == Bits.FP32 || !choice.quantizes()) {
            return null;
        }
        QuantizerSpec spec = new QuantizerSpec(choice.quantizer(), role, bits, choice.options(), plan.levels());
        // the graph pass sees whether a batch norm is there, not that it stands still from the start
        return role == Role.WEIGHTS && plan.recipe().freezesBatchNorm(0) ? Rescale.withoutBatchNorm(spec) : spec;
    }

    private LayerSetting setting(@Nullable QuantizerSpec weights, @Nullable QuantizerSpec activations) {
        return new LayerSetting(
                weights, activations, activations == null || asked ? activations : SignedActivations.of(activations));
    }

    private QuantizerSpec eightBits(Role role) {
        return new QuantizerSpec(Quantizers.ofEdges(), role, 8, Map.of(), plan.levels());
    }
}

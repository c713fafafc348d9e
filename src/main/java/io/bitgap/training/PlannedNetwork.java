package io.bitgap.training;

import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.Attacher;
import io.bitgap.graph.BatchNormFolding;
import io.bitgap.graph.Attachment;
import io.bitgap.graph.LayerSetting;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;

/** From a plan to the configuration of its network, with the updater and with quantizers attached. */
final class PlannedNetwork {
    private static final int FP32_BITS = 32;
    private static final String EDGE_QUANTIZER = "google-int8";

    private PlannedNetwork() {}

    static Attachment of(TrainingPlan plan, ImageShape images, int classes, int stepsPerEpoch) {
        Recipe recipe = plan.recipe();
        NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder()
                .seed(plan.seed())
                .weightInit(WeightInit.RELU)
                .updater(new MomentumSgd(
                        LearningRateSchedule.of(recipe, stepsPerEpoch),
                        recipe.momentum(),
                        recipe.nesterov(),
                        recipe.quantizerLearningRate()))
                .l2(recipe.weightDecay());
        ComputationGraphConfiguration network = Networks.configuration(plan.network(), images, classes, base);
        // weight quantizers have to see the folded weights
        return Attacher.attach(recipe.foldsBatchNorm() ? BatchNormFolding.fold(network) : network, setting(plan));
    }

    private static AttachSetting setting(TrainingPlan plan) {
        MethodPlan method = plan.method();
        if (method == null) {
            return new AttachSetting(LayerSetting.FP32, LayerSetting.FP32, LayerSetting.FP32, Set.of());
        }
        LayerSetting usual = new LayerSetting(
                spec(method.weights(), Role.WEIGHTS, method.weightBits(), plan),
                spec(method.activations(), Role.ACTIVATIONS, method.activationBits(), plan));
        // images have negative values once they are normalized, and 8 bits to begin with
        LayerSetting first = edge(plan.attach().firstLayer(), usual, plan);
        LayerSetting onImages = first.activations() == null
                ? first
                : new LayerSetting(first.weights(), eightBits(Role.ACTIVATIONS, plan));
        return new AttachSetting(
                usual,
                onImages,
                edge(plan.attach().lastLayer(), usual, plan),
                Set.copyOf(plan.attach().ignore()));
    }

    private static LayerSetting edge(EdgeLayer edge, LayerSetting usual, TrainingPlan plan) {
        return switch (edge) {
            case KEEP -> LayerSetting.FP32;
            case SAME -> usual;
            case EIGHT_BIT -> new LayerSetting(eightBits(Role.WEIGHTS, plan), eightBits(Role.ACTIVATIONS, plan));
        };
    }

    private static QuantizerSpec eightBits(Role role, TrainingPlan plan) {
        return new QuantizerSpec(EDGE_QUANTIZER, role, 8, Map.of(), plan.levels());
    }

    private static @Nullable QuantizerSpec spec(QuantizerChoice choice, Role role, int bits, TrainingPlan plan) {
        return bits == FP32_BITS || choice.quantizer().equals("none")
                ? null
                : new QuantizerSpec(choice.quantizer(), role, bits, choice.options(), plan.levels());
    }
}

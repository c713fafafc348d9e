package io.bitgap.training;

import io.bitgap.graph.AttachSetting;
import io.bitgap.graph.Attacher;
import io.bitgap.graph.Attachment;
import io.bitgap.graph.BatchNormFolding;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.regularization.Regularization;

/** From a plan to the configuration of its network, with the updater and with quantizers attached. */
final class PlannedNetwork {
    private static final int COLOUR_CHANNELS = 3;

    private PlannedNetwork() {}

    /** As the plan's data set was, with one step an epoch: what is drawn and counted does not depend on it. */
    static Attachment of(TrainingPlan plan) {
        return of(plan, images(plan), plan.images().classes(), 1);
    }

    /** Before quantizers are attached; otherwise as {@link #of(TrainingPlan)}. */
    static ComputationGraphConfiguration source(TrainingPlan plan) {
        return source(plan, images(plan), plan.images().classes(), 1);
    }

    static ImageShape images(TrainingPlan plan) {
        return new ImageShape(plan.images().height(), plan.images().width(), COLOUR_CHANNELS);
    }

    static Attachment of(TrainingPlan plan, ImageShape images, int classes, int stepsPerEpoch) {
        return attach(plan, AttachPlan.of(plan), source(plan, images, classes, stepsPerEpoch));
    }

    /** With other quantizers than the plan's. */
    static Attachment of(TrainingPlan plan, AttachSetting setting, ImageShape images, int classes) {
        return attach(plan, setting, source(plan, images, classes, 1));
    }

    private static Attachment attach(TrainingPlan plan, AttachSetting setting, ComputationGraphConfiguration source) {
        if (!plan.recipe().foldsBatchNorm()) {
            return Attacher.attach(source, setting);
        }
        // weight quantizers have to see the folded weights
        ComputationGraphConfiguration folded = BatchNormFolding.fold(source);
        return Attacher.attach(folded, setting.within(folded.getVertices().keySet()));
    }

    /** Before quantizers are attached. */
    static ComputationGraphConfiguration source(TrainingPlan plan, ImageShape images, int classes, int stepsPerEpoch) {
        Recipe recipe = plan.recipe();
        List<Regularization> decay = List.of(new WeightPenalty(recipe.weightDecay()));
        NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder()
                .seed(plan.seed())
                .weightInit(WeightInit.RELU)
                .updater(new MomentumSgd(
                        LearningRateSchedule.of(recipe, stepsPerEpoch),
                        recipe.momentum(),
                        recipe.nesterov(),
                        recipe.quantizerLearningRate()))
                .regularization(decay)
                .regularizationBias(recipe.regularizers().decayNorm() ? decay : List.of());
        return Networks.configuration(plan.network(), plan.definition(), images, classes, base);
    }
}

package io.bitgap.training;

import io.bitgap.graph.Operation;
import io.bitgap.graph.Operations;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What published numbers were trained with, as far as it is known; what a source does not say is as in the default recipe, but that momentum is the
 * plain one.
 */
final class PublishedRecipes {
    /** The best of 0.0002 to 0.02 on resnet8 and shapes10, where those from 0.0008 on were much alike: results.md. */
    private static final double FQN_RATE = BatchNormPolicy.RATE * 0.04;

    private static final Recipe STEPS = Recipe.fineTuning()
            .learningRate(0.1)
            .schedule(ScheduleKind.STEP)
            .nesterov(false)
            .batchSize(128);

    static final List<Recipes.Named> ALL = List.of(
            new Recipes.Named(
                    "origin-cifar10",
                    "200 epochs from scratch, rate 0.1, a tenth of it from epoch 60 and a hundredth from epoch 120 on.",
                    "the origin's CIFAR-10 tables (resnet.mxnet). It decays scales of batch norms and PACT's thresholds beside the"
                            + " weights; decayNorm decays shifts and biases too",
                    cifar10().regularizers(group -> group.decayNorm(true)),
                    Start.SCRATCH),
            new Recipes.Named(
                    "origin-imagenet",
                    "110 epochs from scratch at rate 0.2 for 512 images a step, a tenth each from epochs 30, 60, 85 and 95 on.",
                    "the origin's ImageNet tables (4 GPUs of 128 images). Its warm-up of 5 epochs begins at 0.1, this one near 0; for"
                            + " decayNorm see origin-cifar10",
                    STEPS.epochs(110)
                            .batchSize(512)
                            .learningRate(0.2)
                            .warmupEpochs(5)
                            .weightDecay(1e-4)
                            .decay(group -> group.milestones(List.of(30, 60, 85, 95)))
                            .regularizers(group -> group.decayNorm(true)),
                    Start.SCRATCH),
            new Recipes.Named(
                    "pact",
                    "PACT on CIFAR-10: 200 epochs from scratch, rate 0.1, a tenth each from epochs 60 and 120 on.",
                    "Choi et al. (PACT), arXiv 1805.06085. What it decays beside weights and thresholds is not known",
                    cifar10(),
                    Start.SCRATCH),
            new Recipes.Named(
                    "lsq",
                    "LSQ: 90 epochs from the fp32 run on a cosine from rate 0.01, first and last layer with 8 bits.",
                    "Esser et al. (LSQ), arXiv 1902.08153. Its weight decay is 1e-4 at 4 bits, as here, 0.5e-4 at 3 and 0.25e-4 at 2;"
                            + " at 8 bits it trains 1 epoch at rate 0.001",
                    Recipe.fineTuning()
                            .epochs(90)
                            .batchSize(256)
                            .learningRate(0.01)
                            .nesterov(false)
                            .weightDecay(1e-4),
                    Start.FP32,
                    edges(EdgeLayer.EIGHT_BIT)),
            new Recipes.Named(
                    "apot-300",
                    "300 epochs a setting on a cosine from rate 0.04, each from the next wider one: list 4, 3, 2.",
                    "the repository of Li et al. (APoT, arXiv 1909.13144), ResNet-20 on CIFAR-10. Its weight decay is 1e-4, at 2 bits"
                            + " 3e-5, on every parameter; its thresholds have rates of their own, 0.1 for activations and 0.02 for weights",
                    Recipe.fineTuning()
                            .epochs(300)
                            .learningRate(0.04)
                            .nesterov(false)
                            .weightDecay(1e-4)
                            .regularizers(group -> group.decayNorm(true)),
                    Start.PROGRESSIVE),
            new Recipes.Named(
                    "qil",
                    "QIL on ImageNet: 90 epochs a setting at rate 0.04, a tenth each from epochs 20, 40, 60 and 80 on, each from the"
                            + " next wider one: list 5, 4, 3, 2.",
                    "Jung et al. (QIL), arXiv 1808.05779. The batch of 1024 is the one of its fp32 training; the rate of intervals, a"
                            + " hundredth, is an option of the quantizer",
                    STEPS.epochs(90)
                            .batchSize(1024)
                            .learningRate(0.04)
                            .weightDecay(1e-4)
                            .decay(group -> group.milestones(List.of(20, 40, 60, 80))),
                    Start.PROGRESSIVE),
            new Recipes.Named(
                    "fqn",
                    "Quantizes all that FQN does, first and last layer, additions and pooling among it, in a network whose batch norms"
                            + " are folded with the baseline's statistics. Warms up, and clips the gradient. Where quantizers go comes"
                            + " with it as the recipe of an experiment, not of a single method.",
                    "Li et al. (FQN), CVPR 2019, section 3; epochs, rate, warm-up and clipping are Bitgap's",
                    Recipe.fineTuning()
                            .epochs(8)
                            .learningRate(FQN_RATE)
                            .warmupEpochs(1)
                            .regularizers(group -> group.gradientClip(1))
                            .batchNorm(BatchNormMode.FOLD_FROZEN),
                    Start.FP32,
                    new Attach(
                            EdgeLayer.SAME,
                            EdgeLayer.SAME,
                            List.of(),
                            new Operations(EnumSet.allOf(Operation.class), Map.of(), Map.of()),
                            List.of())));

    private PublishedRecipes() {}

    private static Recipe cifar10() {
        return STEPS.epochs(200).weightDecay(2e-4).decay(group -> group.milestones(List.of(60, 120)));
    }

    private static Attach edges(EdgeLayer edge) {
        return new Attach(edge, edge, List.of(), Operations.DEFAULT, List.of());
    }
}

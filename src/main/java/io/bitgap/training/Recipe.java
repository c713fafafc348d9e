package io.bitgap.training;

/**
 * How a run is trained.
 *
 * @param epochs passes over the training split, 1..1000
 * @param batchSize images a step, 1..4096
 * @param learningRate base (or peak) learning rate, above 0
 * @param schedule how the rate moves
 * @param warmupEpochs epochs of linear warm-up before the schedule, may be fractional
 * @param momentum 0..1
 * @param nesterov Nesterov's form of the momentum
 * @param weightDecay L2 added to the gradient of weights (and of learned thresholds that decay)
 * @param quantizerLearningRate multiplier of the rate for parameters that quantizers learn
 * @param augmentation pad 4, random crop, horizontal flip
 */
public record Recipe(
        int epochs,
        int batchSize,
        double learningRate,
        ScheduleKind schedule,
        double warmupEpochs,
        double momentum,
        boolean nesterov,
        double weightDecay,
        double quantizerLearningRate,
        boolean augmentation) {}

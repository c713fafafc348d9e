package io.bitgap.training;

import org.jspecify.annotations.Nullable;

/**
 * What is done beside the updates so that quantizers train.
 *
 * @param batchNorm null leaves it to the method
 * @param freezeBatchNormAfterEpoch epochs after which {@link BatchNormMode#FREEZE} freezes, 0 from the start
 * @param delayActivationsEpochs epochs in which activations stay fp32 in training while their ranges are followed
 * @param clipOnlyEpochs first epochs in which weights and activations are clipped and not rounded
 * @param transitionRate share of the quantized weights that change their level in a step, at the start of the schedule; 0
 *     leaves the steps to the learning rate (arXiv 2404.19248)
 */
public record QuantizedPhases(
        @Nullable BatchNormMode batchNorm,
        int freezeBatchNormAfterEpoch,
        int delayActivationsEpochs,
        int clipOnlyEpochs,
        double transitionRate) {
    static final QuantizedPhases NONE = new QuantizedPhases(null, 0, 0, 0, 0);

    QuantizedPhases batchNorm(@Nullable BatchNormMode value) {
        return new QuantizedPhases(
                value, freezeBatchNormAfterEpoch, delayActivationsEpochs, clipOnlyEpochs, transitionRate);
    }

    /** With batch norm that freezes. */
    QuantizedPhases freezeBatchNormAfterEpoch(int value) {
        return new QuantizedPhases(BatchNormMode.FREEZE, value, delayActivationsEpochs, clipOnlyEpochs, transitionRate);
    }

    QuantizedPhases delayActivationsEpochs(int value) {
        return new QuantizedPhases(batchNorm, freezeBatchNormAfterEpoch, value, clipOnlyEpochs, transitionRate);
    }

    QuantizedPhases clipOnlyEpochs(int value) {
        return new QuantizedPhases(batchNorm, freezeBatchNormAfterEpoch, delayActivationsEpochs, value, transitionRate);
    }

    /** With clip-only epochs at the same share of another number of epochs, one at least, and none of a single epoch. */
    QuantizedPhases stretched(int from, int to) {
        int share = to < 2 ? 0 : Math.max(1, Math.round((float) clipOnlyEpochs * to / from));
        return clipOnlyEpochs == 0 ? this : clipOnlyEpochs(share);
    }

    QuantizedPhases transitionRate(double value) {
        return new QuantizedPhases(batchNorm, freezeBatchNormAfterEpoch, delayActivationsEpochs, clipOnlyEpochs, value);
    }
}

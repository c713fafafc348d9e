package io.bitgap.checkpoint;

import io.bitgap.quantizer.Bits;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** The file name that a browser saves a download under; it tells what the file is. */
public final class DownloadName {
    private DownloadName() {}

    /**
     * Such as {@code resnet20-cifar10-w4pact-a4pact-s1-e30-9f3ac2d1}; a baseline's is
     * {@code resnet20-cifar10-fp32-s1-e30-9f3ac2d1}. All files of a checkpoint have it, with endings of their own.
     *
     * @param epoch finished epochs
     * @param sha256 hash of the model file
     */
    public static String stem(TrainingPlan plan, int epoch, String sha256) {
        return "%s-%s-%s-s%d-e%d-%s"
                .formatted(
                        plan.network(),
                        plan.dataset(),
                        method(plan.method()),
                        plan.seed(),
                        epoch,
                        sha256.substring(0, 8));
    }

    private static String method(@Nullable MethodPlan method) {
        if (method == null) {
            return "fp32";
        }
        return "w" + role(method.weightBits(), method.weights()) + "-a"
                + role(method.activationBits(), method.activations());
    }

    private static String role(int bits, QuantizerChoice choice) {
        return bits == Bits.FP32 || !choice.quantizes() ? "fp32" : bits + choice.quantizer();
    }
}

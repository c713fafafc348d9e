package io.bitgap.training;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import java.util.HashMap;
import java.util.Map;

/**
 * The quantizer of a tensor that may be negative: most activation quantizers are made for what a ReLU gives and would
 * cut off every negative value of an image or of a summand.
 */
final class SignedActivations {
    private static final String SIGNED = "signed";
    /** One signed bit would have the level 0 only. */
    private static final int MIN_BITS = 2;

    private SignedActivations() {}

    /**
     * The spec itself where it keeps negative values, else with its option {@code signed}. DoReFa's and QIL's have none: their
     * papers quantize what a bounded or rectifying function gives. For them stands in a quantizer that learns its range, since
     * one that follows the largest value wastes most of few codes.
     */
    static QuantizerSpec of(QuantizerSpec spec) {
        if (keepsNegative(spec)) {
            return spec;
        }
        Map<String, Object> options = new HashMap<>(spec.options());
        options.put(SIGNED, true);
        boolean canBeSigned =
                Quantizers.check(spec.quantizer(), spec.role(), options).isEmpty();
        return new QuantizerSpec(
                canBeSigned ? spec.quantizer() : Quantizers.standIn(),
                spec.role(),
                Math.max(MIN_BITS, spec.bits()),
                canBeSigned ? options : Map.of(SIGNED, true),
                spec.levels());
    }

    /** Tried out on values between -1 and 1. */
    private static boolean keepsNegative(QuantizerSpec spec) {
        Quantizer quantizer = Quantizers.of(spec);
        if (!(quantizer instanceof ActivationQuantizer activations)) {
            throw new IllegalArgumentException(spec.quantizer() + " is not for activations");
        }
        Parameters parameters = Parameters.of(Map.of());
        for (int batch = 0; batch < activations.calibrationBatches(); batch++) {
            activations.calibrate(Symmetric.INSTANCE, batch, parameters);
        }
        return activations.staircase(parameters).value(-1) < 0;
    }

    private enum Symmetric implements ActivationStatistics {
        INSTANCE;

        @Override
        public double min() {
            return -1;
        }

        @Override
        public double max() {
            return 1;
        }

        @Override
        public double maxAbs() {
            return 1;
        }

        @Override
        public double meanAbs() {
            return 0.5;
        }

        @Override
        public double[] sample() {
            return new double[] {-1, -0.5, 0, 0.5, 1};
        }
    }
}

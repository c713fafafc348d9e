package io.bitgap.comparison;

/** The name under which a pair of quantizers is published. */
final class MethodName {
    private MethodName() {}

    /** {@code pact} for one quantizer in both roles, else {@code w-google-act-pact}. */
    static String of(String weights, String activations) {
        return weights.equals(activations) ? weights : "w-" + shortName(weights) + "-act-" + shortName(activations);
    }

    private static String shortName(String quantizer) {
        return quantizer.equals("google-int8") ? "google" : quantizer;
    }
}

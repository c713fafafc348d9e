package io.bitgap.quantizer;

import io.bitgap.problem.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The quantizers by name. */
public final class Quantizers {
    private Quantizers() {}

    public static List<QuantizerDescription> catalogue() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Also knows short names: {@code google} is {@code google-int8}. */
    public static Optional<QuantizerDescription> find(String name) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What is wrong with options for a quantizer that exists; pointers are relative to the options object. */
    public static List<FieldProblem> check(String name, Role role, Map<String, Object> options) {
        throw new UnsupportedOperationException("not built yet");
    }
}

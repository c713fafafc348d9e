package io.bitgap.quantizer;

import java.util.Locale;

/** Which kind of tensor a quantizer works on. */
public enum Role {
    WEIGHTS,
    ACTIVATIONS;

    /** As requests spell it and sentences say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

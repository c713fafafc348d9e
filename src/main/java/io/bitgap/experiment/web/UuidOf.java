package io.bitgap.experiment.web;

import java.util.Optional;
import java.util.UUID;

/** Reads a token that a form sent back. */
public final class UuidOf {
    private UuidOf() {}

    public static Optional<UUID> text(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

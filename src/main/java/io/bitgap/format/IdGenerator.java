package io.bitgap.format;

import java.util.UUID;

/** Where new ids come from: UUIDv7, so that ids sort by age. */
@FunctionalInterface
public interface IdGenerator {
    UUID next();
}

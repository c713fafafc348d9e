package io.bitgap.artifact;

import java.time.Instant;

/**
 * A file in the store.
 *
 * @param size bytes
 * @param storedAt when it was last put
 */
public record ArtifactEntry(String key, long size, Instant storedAt) {}

package io.bitgap.artifact;

/**
 * The key, size and hash of stored content.
 *
 * @param key where
 * @param size bytes
 * @param sha256 lower-case hex of the bytes
 */
public record StoredArtifact(String key, long size, String sha256) {}

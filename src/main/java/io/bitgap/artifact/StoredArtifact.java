package io.bitgap.artifact;

/**
 * What was stored.
 *
 * @param key where
 * @param size bytes
 * @param sha256 lower-case hex of the bytes
 */
public record StoredArtifact(String key, long size, String sha256) {}

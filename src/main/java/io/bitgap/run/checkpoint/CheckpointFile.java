package io.bitgap.run.checkpoint;

/**
 * A stored file of a checkpoint.
 *
 * @param name name in the API, e.g. {@code model.zip}
 * @param downloadName readable name for a browser
 * @param storageKey key in the artifact store
 * @param size bytes
 * @param sha256 lower-case hex
 */
public record CheckpointFile(String name, String downloadName, String storageKey, long size, String sha256) {}

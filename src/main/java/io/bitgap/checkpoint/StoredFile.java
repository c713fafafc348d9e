package io.bitgap.checkpoint;

/**
 * A file of a checkpoint in the artifact store.
 *
 * @param name its name in the API, e.g. {@code model.zip}
 * @param downloadName the readable name a browser saves it under
 * @param storageKey its key in the artifact store
 * @param size bytes
 * @param sha256 lower-case hex of its bytes
 */
public record StoredFile(String name, String downloadName, String storageKey, long size, String sha256) {}

package io.bitgap.checkpoint;

import io.bitgap.run.checkpoint.CheckpointFile;

/**
 * A file of a checkpoint in the artifact store.
 *
 * @param name its name in the API, e.g. {@code model.zip}
 * @param downloadName the readable name a browser saves it under
 * @param storageKey its key in the artifact store
 * @param size bytes
 * @param sha256 lower-case hex of its bytes
 */
public record StoredFile(String name, String downloadName, String storageKey, long size, String sha256) {
    /** As it is recorded. */
    public static StoredFile of(CheckpointFile recorded) {
        return new StoredFile(
                recorded.name(), recorded.downloadName(), recorded.storageKey(), recorded.size(), recorded.sha256());
    }

    /** To be recorded. */
    public CheckpointFile record() {
        return new CheckpointFile(name, downloadName, storageKey, size, sha256);
    }
}

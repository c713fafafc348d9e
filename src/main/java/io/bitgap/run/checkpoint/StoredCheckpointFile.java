package io.bitgap.run.checkpoint;

import jakarta.persistence.Embeddable;

/** A row of {@code checkpoint_file}. */
@Embeddable
record StoredCheckpointFile(String name, String downloadName, String storageKey, long size, String sha256) {
    StoredCheckpointFile(CheckpointFile file) {
        this(file.name(), file.downloadName(), file.storageKey(), file.size(), file.sha256());
    }
}

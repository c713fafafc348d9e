package io.bitgap.checkpoint;

import java.util.List;

/**
 * A checkpoint whose files are in the artifact store.
 *
 * @param manifest the manifest as JSON text
 * @param files {@code model.zip} and {@code manifest.json}
 */
public record SavedCheckpoint(String manifest, List<StoredFile> files) {
    public SavedCheckpoint {
        files = List.copyOf(files);
    }
}

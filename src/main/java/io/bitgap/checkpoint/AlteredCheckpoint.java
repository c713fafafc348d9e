package io.bitgap.checkpoint;

import io.bitgap.problem.Problem;

/** The bytes of a checkpoint's file are not the ones that were saved. */
public class AlteredCheckpoint extends Problem {
    private static final long serialVersionUID = 1L;

    AlteredCheckpoint(StoredFile file, String found) {
        super(
                Kind.UNAVAILABLE,
                "checkpoint-altered",
                "The file %s of this checkpoint (%s in the artifact store) was altered or cut off since it was saved: "
                                .formatted(file.name(), file.storageKey())
                        + "its SHA-256 is " + found + ", not " + file.sha256()
                        + ". Restore it from a backup, or train the run again.");
    }
}

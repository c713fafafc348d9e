package io.bitgap.checkpoint;

import io.bitgap.problem.Problem;
import io.bitgap.run.checkpoint.CheckpointFile;

/** The bytes of a checkpoint's file are not the ones that were saved. */
public class AlteredCheckpoint extends Problem {
    private static final long serialVersionUID = 1L;

    private AlteredCheckpoint(CheckpointFile file, String difference) {
        super(
                Kind.UNAVAILABLE,
                "checkpoint-altered",
                "The file %s of this checkpoint (%s in the artifact store) was altered or cut off since it was saved: "
                                .formatted(file.name(), file.storageKey())
                        + difference + ". Restore it from a backup, or train the run again.");
    }

    static AlteredCheckpoint hash(CheckpointFile file, String found) {
        return new AlteredCheckpoint(file, "its SHA-256 is " + found + ", not " + file.sha256());
    }

    static AlteredCheckpoint size(CheckpointFile file, long found) {
        return new AlteredCheckpoint(file, "it has " + found + " bytes, not " + file.size());
    }
}

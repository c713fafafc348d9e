package io.bitgap.checkpoint.web;

import io.bitgap.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A checkpoint is recorded, but its files were removed to free space. */
class FilesRemoved extends Problem {
    private static final long serialVersionUID = 1L;

    FilesRemoved(UUID checkpoint, UUID run, Instant removedAt) {
        super(
                Kind.GONE,
                "checkpoint-files-removed",
                "The files of this checkpoint were removed on " + removedAt.truncatedTo(ChronoUnit.SECONDS)
                        + " to free space. GET /checkpoints/" + checkpoint + " still has its figures, and GET /runs/"
                        + run
                        + " lists the checkpoints of its run that have files: its last, its best and those that other runs"
                        + " started from.");
    }
}

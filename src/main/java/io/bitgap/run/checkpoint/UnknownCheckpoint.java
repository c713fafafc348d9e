package io.bitgap.run.checkpoint;

import io.bitgap.problem.Problem;
import java.util.UUID;

/** No checkpoint, or no file of it, has that name. */
public class UnknownCheckpoint extends Problem {
    private static final long serialVersionUID = 1L;

    private UnknownCheckpoint(String code, String detail) {
        super(Kind.NOT_FOUND, code, detail);
    }

    public static UnknownCheckpoint id(String id) {
        return new UnknownCheckpoint(
                "unknown-checkpoint", "There is no checkpoint '" + id + "'. GET /runs/{id} lists those of a run.");
    }

    public static UnknownCheckpoint predictions(CheckpointRecord checkpoint) {
        return new UnknownCheckpoint(
                "unknown-predictions",
                "The predictions of checkpoint " + checkpoint.id()
                        + " are not stored: they are of a run's last and best" + " checkpoint alone. GET /runs/"
                        + checkpoint.runId() + " lists those of its run.");
    }

    public static UnknownCheckpoint file(UUID id, String name) {
        return new UnknownCheckpoint(
                "unknown-checkpoint-file",
                "The checkpoint " + id + " has no file '" + name + "'. GET /checkpoints/" + id + " lists its files.");
    }
}

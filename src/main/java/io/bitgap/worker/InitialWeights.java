package io.bitgap.worker;

import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.problem.Problem;
import io.bitgap.run.RunAssignment;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.training.TrainingStart;
import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What an attempt starts from: its own last checkpoint, its baseline's, or nothing; and whom it learns from. */
final class InitialWeights {
    private final CheckpointRecords records;
    private final Checkpoints checkpoints;

    InitialWeights(CheckpointRecords records, Checkpoints checkpoints) {
        this.records = records;
        this.checkpoints = checkpoints;
    }

    TrainingStart of(RunAssignment assignment) {
        TrainingStart start = own(assignment);
        return assignment.learnsFrom() == null ? start : start.taughtBy(restore(assignment.learnsFrom()));
    }

    private TrainingStart own(RunAssignment assignment) {
        if (assignment.resumeFrom() != null) {
            return checkpoints.resume(model(assignment.resumeFrom()));
        }
        if (assignment.startFrom() != null) {
            return new TrainingStart.FineTune(restore(assignment.startFrom()));
        }
        return new TrainingStart.Scratch();
    }

    private ComputationGraph restore(UUID checkpoint) {
        return checkpoints.restore(model(checkpoint));
    }

    private CheckpointFile model(UUID checkpoint) {
        return record(checkpoint).file(Checkpoints.MODEL).orElseThrow(() -> missing(checkpoint));
    }

    private CheckpointRecord record(UUID checkpoint) {
        return records.find(checkpoint).orElseThrow(() -> missing(checkpoint));
    }

    private static Problem missing(UUID checkpoint) {
        return new Problem(
                Problem.Kind.UNAVAILABLE,
                "checkpoint-missing",
                "The checkpoint that this run starts from is no longer recorded. Train its run again.");
    }
}

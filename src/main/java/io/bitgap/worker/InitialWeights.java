package io.bitgap.worker;

import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.problem.Problem;
import io.bitgap.run.RunAssignment;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.training.TrainingStart;
import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What an attempt starts from: its own last checkpoint, its baseline's, or nothing. */
final class InitialWeights {
    private final CheckpointRecords records;
    private final Checkpoints checkpoints;

    InitialWeights(CheckpointRecords records, Checkpoints checkpoints) {
        this.records = records;
        this.checkpoints = checkpoints;
    }

    TrainingStart of(RunAssignment assignment) {
        if (assignment.resumeFrom() != null) {
            return new TrainingStart.Resume(
                    restore(assignment.resumeFrom()),
                    records.bestOf(assignment.runId()).orElse(null));
        }
        if (assignment.startFrom() != null) {
            return new TrainingStart.FineTune(restore(assignment.startFrom()));
        }
        return new TrainingStart.Scratch();
    }

    private ComputationGraph restore(UUID checkpoint) {
        return record(checkpoint)
                .file(Checkpoints.MODEL)
                .map(checkpoints::restore)
                .orElseThrow(() -> missing(checkpoint));
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

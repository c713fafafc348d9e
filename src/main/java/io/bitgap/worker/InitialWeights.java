package io.bitgap.worker;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.artifact.MissingArtifact;
import io.bitgap.checkpoint.AlteredCheckpoint;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.problem.Problem;
import io.bitgap.run.RunAssignment;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointRecord;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.training.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** What an attempt starts from: its own last checkpoint, its baseline's, or nothing; and whom it learns from. */
final class InitialWeights {
    private final CheckpointRecords records;
    private final Checkpoints checkpoints;

    InitialWeights(CheckpointRecords records, Checkpoints checkpoints) {
        this.records = records;
        this.checkpoints = checkpoints;
    }

    /**
     * Where an attempt begins.
     *
     * @param own the checkpoint of the run's that it goes on from; null where there is none, or none that is whole
     * @param detour says what was damaged and where it begins instead; null where nothing was
     */
    record Beginning(
            TrainingStart start,
            @Nullable UUID own,
            @Nullable String detour) {}

    /** @throws ArtifactStoreFailed where no run could begin, or save what it trains */
    void checkStore() {
        checkpoints.checkStore(records.anyFiles());
    }

    Beginning of(RunAssignment assignment) {
        Beginning own = own(assignment);
        UUID teacher = assignment.learnsFrom();
        return teacher == null ? own : new Beginning(own.start().taughtBy(restore(teacher)), own.own(), own.detour());
    }

    /** The newest checkpoint that is whole: training from an earlier one comes to the same bits. */
    private Beginning own(RunAssignment assignment) {
        List<String> damaged = new ArrayList<>();
        if (assignment.resumeFrom() != null) {
            for (CheckpointRecord saved : records.resumable(assignment.runId())) {
                try {
                    TrainingStart start = checkpoints.resume(model(saved));
                    return new Beginning(
                            start, saved.id(), detour(damaged, "its checkpoint of epoch " + saved.epoch()));
                } catch (AlteredCheckpoint | MissingArtifact e) {
                    damaged.add("The checkpoint of epoch " + saved.epoch() + " cannot be used: " + e.getMessage());
                }
            }
            if (damaged.isEmpty()) {
                throw missing();
            }
        }
        return new Beginning(first(assignment), null, detour(damaged, "the start"));
    }

    private TrainingStart first(RunAssignment assignment) {
        return assignment.startFrom() == null
                ? new TrainingStart.Scratch()
                : new TrainingStart.FineTune(restore(assignment.startFrom()));
    }

    private static @Nullable String detour(List<String> damaged, String where) {
        return damaged.isEmpty()
                ? null
                : String.join(" ", damaged) + " The run goes back to " + where + ", which comes to the same result.";
    }

    private ComputationGraph restore(UUID checkpoint) {
        return checkpoints.restore(model(checkpoint));
    }

    private CheckpointFile model(UUID checkpoint) {
        return model(records.find(checkpoint).orElseThrow(InitialWeights::missing));
    }

    private static CheckpointFile model(CheckpointRecord checkpoint) {
        return checkpoint.file(Checkpoints.MODEL).orElseThrow(InitialWeights::missing);
    }

    private static Problem missing() {
        return new Problem(
                Problem.Kind.UNAVAILABLE,
                "checkpoint-missing",
                "The checkpoint that this run starts from is no longer recorded. Train its run again.");
    }
}

package io.bitgap.worker;

import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.checkpoint.Provenance;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.format.IdGenerator;
import io.bitgap.run.RunAssignment;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.training.EpochResult;
import io.bitgap.training.TestSplit;
import io.bitgap.training.TrainingState;
import java.time.Clock;
import java.util.UUID;

/** Saves the checkpoints of one attempt. */
final class CheckpointSaver {

    /** What every attempt saves with. */
    record Tools(Checkpoints checkpoints, Clock clock, IdGenerator ids) {}

    private final Tools tools;
    private final RunAssignment assignment;
    private final Device device;
    private final Provenance.DatasetVersion dataset;
    private final TestSplit split;

    CheckpointSaver(Tools tools, RunAssignment assignment, Device device, ImageDataset data) {
        this.tools = tools;
        this.assignment = assignment;
        this.device = device;
        this.dataset = new Provenance.DatasetVersion(data.name(), data.checksum());
        this.split = TestSplit.of(data, assignment.plan().limits());
    }

    NewCheckpoint save(EpochResult result, TrainingState state, boolean last) {
        UUID id = tools.ids().next();
        var provenance = new Provenance(origin(id), assignment.plan(), assignment.planHash(), dataset, result, last);
        return tools.checkpoints().save(state, provenance, split);
    }

    private Provenance.Origin origin(UUID id) {
        UUID parent = assignment.resumeFrom() != null ? assignment.resumeFrom() : assignment.startFrom();
        return new Provenance.Origin(
                id,
                assignment.runId(),
                assignment.experimentId(),
                assignment.attempt(),
                device.worker(),
                parent,
                tools.clock().instant());
    }
}

package io.bitgap.run.checkpoint;

import io.bitgap.run.RunView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The checkpoints of runs as they are read with their run. */
@Component
public class RunCheckpoints {
    private final CheckpointRecords records;
    private final Deployments deployments;

    RunCheckpoints(CheckpointRecords records, Deployments deployments) {
        this.records = records;
        this.deployments = deployments;
    }

    /** By run, in the order of their epochs. */
    public Map<UUID, List<RunView.Checkpoint>> of(Collection<UUID> runs) {
        Map<UUID, List<CheckpointRecord>> saved = records.ofRuns(runs);
        Map<UUID, Deployment> exported = deployments.of(saved.values().stream()
                .flatMap(List::stream)
                .map(CheckpointRecord::id)
                .toList());
        Map<UUID, List<RunView.Checkpoint>> views = new HashMap<>();
        saved.forEach((run, checkpoints) -> views.put(
                run,
                checkpoints.stream()
                        .map(checkpoint -> view(checkpoint, exported.get(checkpoint.id())))
                        .toList()));
        return views;
    }

    private static RunView.Checkpoint view(CheckpointRecord saved, @Nullable Deployment deployment) {
        return new RunView.Checkpoint(
                saved.id(),
                saved.epoch(),
                saved.last(),
                saved.top1(),
                saved.validationTop1(),
                saved.loss(),
                saved.createdAt(),
                deployment == null ? null : RunView.Deployed.of(deployment),
                saved.filesRemovedAt(),
                saved.files());
    }
}

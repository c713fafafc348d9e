package io.bitgap.run.checkpoint;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bitgap.run.RunView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The checkpoints of runs as they are read with their run: without manifests, of which an experiment would have megabytes. */
@Component
public class RunCheckpoints {
    private final JdbcClient jdbc;
    private final Deployments deployments;

    RunCheckpoints(JdbcClient jdbc, Deployments deployments) {
        this.jdbc = jdbc;
        this.deployments = deployments;
    }

    private record Row(
            UUID id,
            UUID run,
            int epoch,
            boolean last,
            double top1,
            double loss,
            Instant createdAt,
            @Nullable Instant filesRemovedAt) {
        static Row of(ResultSet row, int number) throws SQLException {
            OffsetDateTime removed = row.getObject("files_removed_at", OffsetDateTime.class);
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getObject("run_id", UUID.class),
                    row.getInt("epoch"),
                    row.getBoolean("last"),
                    row.getDouble("top1"),
                    row.getDouble("loss"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    removed == null ? null : removed.toInstant());
        }

        RunView.Checkpoint view(@Nullable Deployment deployment, List<CheckpointFile> files) {
            return new RunView.Checkpoint(
                    id,
                    epoch,
                    last,
                    top1,
                    loss,
                    createdAt,
                    deployment == null ? null : RunView.Deployed.of(deployment),
                    filesRemovedAt,
                    files);
        }
    }

    /** By run, in the order of their epochs. */
    public Map<UUID, List<RunView.Checkpoint>> of(Collection<UUID> runs) {
        List<Row> rows = jdbc.sql("""
                        select id, run_id, epoch, last, top1, loss, created_at, files_removed_at
                        from checkpoint where run_id = any(:runs) order by run_id, epoch
                        """)
                .param("runs", runs.toArray(UUID[]::new))
                .query(Row::of)
                .list();
        List<UUID> ids = rows.stream().map(Row::id).toList();
        Map<UUID, Deployment> exported = deployments.of(ids);
        Map<UUID, List<CheckpointFile>> files = files(ids);
        return rows.stream()
                .collect(groupingBy(
                        Row::run,
                        mapping(
                                row -> row.view(exported.get(row.id()), files.getOrDefault(row.id(), List.of())),
                                toList())));
    }

    private Map<UUID, List<CheckpointFile>> files(List<UUID> checkpoints) {
        record Owned(UUID checkpoint, CheckpointFile file) {}
        return jdbc
                .sql("""
                        select checkpoint_id, name, download_name, storage_key, size, sha256
                        from checkpoint_file where checkpoint_id = any(:checkpoints) order by checkpoint_id, name
                        """)
                .param("checkpoints", checkpoints.toArray(UUID[]::new))
                .query((row, number) -> new Owned(
                        row.getObject("checkpoint_id", UUID.class),
                        new CheckpointFile(
                                row.getString("name"),
                                row.getString("download_name"),
                                row.getString("storage_key"),
                                row.getLong("size"),
                                row.getString("sha256"))))
                .list()
                .stream()
                .collect(groupingBy(Owned::checkpoint, mapping(Owned::file, toList())));
    }
}

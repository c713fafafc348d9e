package io.bitgap.retention;

import io.bitgap.artifact.StoredArtifact;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes runs and checkpoints as rows. */
public final class StoredCheckpoints {
    private final JdbcClient jdbc;

    public StoredCheckpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A run of an experiment of its own with one attempt, whose id is the run's. */
    public UUID run(String state) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        with e as (
                          insert into experiment (id, slug, name, spec, created_by, created_at)
                          values (:id, 'experiment-' || :id, 'Stored', '{}', 'test', now()) returning id),
                        p as (insert into run_plan (hash, plan) values ('hash', '{}') on conflict do nothing),
                        r as (
                          insert into run (id, experiment_id, position, method, setting, weight_bits, activation_bits,
                            seed, plan_hash, priority, state, max_attempts, epoch, epochs, step, steps, created_at,
                            queued_at, finished_at, version)
                          select :id, e.id, 0, 'fp32', 'fp32', 32, 32, 1, 'hash', 0, :state, 3, 2, 2, 0, 0,
                            now(), now(), case when :state in ('COMPLETED', 'CANCELED', 'FAILED') then now() end, 0
                          from e returning id)
                        insert into attempt (id, run_id, number, worker, device, state, started_at, ended_at)
                        select :id, r.id, 1, 'w', 'cpu:0', 'COMPLETED', now(), now() from r
                        """).param("id", id).param("state", state).update();
        return id;
    }

    public UUID checkpoint(UUID run, int epoch, double top1, Instant createdAt, StoredArtifact... files) {
        return checkpoint(run, epoch, top1, createdAt, null, List.of(files));
    }

    /** @param files are named {@code file0}, {@code file1} and so on */
    public UUID checkpoint(
            UUID run, int epoch, double top1, Instant createdAt, @Nullable UUID parent, List<StoredArtifact> files) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into checkpoint (id, run_id, attempt_id, epoch, last, top1, loss, manifest, created_at)
                        values (:id, :run, :run, :epoch, false, :top1, 1,
                          jsonb_build_object('format', 'bitgap-checkpoint/1', 'quantizers', '[]'::jsonb, 'parent', cast(:parent as text)),
                          :createdAt)
                        """)
                .param("id", id)
                .param("run", run)
                .param("epoch", epoch)
                .param("top1", top1)
                .param("parent", parent == null ? null : parent.toString())
                .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                .update();
        for (int i = 0; i < files.size(); i++) {
            StoredArtifact file = files.get(i);
            jdbc.sql("""
                            insert into checkpoint_file (checkpoint_id, name, download_name, storage_key, size, sha256)
                            values (:id, :name, :name, :key, :size, :sha256)
                            """)
                    .param("id", id)
                    .param("name", "file" + i)
                    .param("key", file.key())
                    .param("size", file.size())
                    .param("sha256", file.sha256())
                    .update();
        }
        return id;
    }

    public @Nullable Instant filesRemovedAt(UUID checkpoint) {
        return jdbc.sql("select files_removed_at from checkpoint where id = :id")
                .param("id", checkpoint)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }
}

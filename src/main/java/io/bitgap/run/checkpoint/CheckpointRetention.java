package io.bitgap.run.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the checkpoints that still have their files and why they keep them, and marks those whose files are removed. */
@Component
public class CheckpointRetention {
    private static final String STANDING = """
            with standing as (
              select c.id, c.run_id, c.epoch, c.last, c.top1, c.validation_top1, c.loss, c.created_at, c.files_removed_at, r.experiment_id,
                case
                  when r.finished_at is null then 'UNFINISHED'
                  when c.epoch = max(c.epoch) over (partition by c.run_id) then 'LAST'
                  when row_number() over (partition by c.run_id order by coalesce(c.validation_top1, c.top1) desc, c.epoch desc) = 1 then 'BEST'
                  when exists (
                    select from checkpoint child
                    where child.manifest ->> 'parent' = c.id::text and child.run_id <> c.run_id) then 'STARTED_FROM'
                  when c.created_at > :limit then 'YOUNG'
                end as kept
              from checkpoint c join run r on r.id = c.run_id
              where c.files_removed_at is null)
            """;

    private final CheckpointFiles files;
    private final JdbcClient jdbc;
    private final Clock clock;

    CheckpointRetention(CheckpointFiles files, JdbcClient jdbc, Clock clock) {
        this.files = files;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param limit what was saved later keeps its files */
    @Transactional(readOnly = true)
    public List<RetainedCheckpoint> all(Instant limit) {
        List<RetainedCheckpoint> standing = jdbc.sql(STANDING + """
                        select s.*, e.slug from standing s join experiment e on e.id = s.experiment_id
                        order by s.created_at, s.id
                        """)
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .query((row, number) -> standing(row))
                .list();
        Map<UUID, List<CheckpointFile>> stored = files.of(
                standing.stream().map(retained -> retained.checkpoint().id()).toList());
        return standing.stream()
                .map(retained ->
                        retained.with(stored.getOrDefault(retained.checkpoint().id(), List.of())))
                .toList();
    }

    /** Marks checkpoints as having no files any more, unless there is a reason by now to keep them. */
    @Transactional
    public Set<UUID> removeFiles(Collection<UUID> ids, Instant limit) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql(STANDING + """
                        update checkpoint set files_removed_at = :now
                        where id in (select id from standing where kept is null) and id = any(:ids)
                          and files_removed_at is null
                        returning id
                        """)
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    /** Keys of all files that checkpoints have. */
    public Set<String> storageKeys() {
        return new HashSet<>(jdbc.sql("""
                        select f.storage_key
                        from checkpoint_file f join checkpoint c on c.id = f.checkpoint_id
                        where c.files_removed_at is null
                        """).query(String.class).list());
    }

    private static RetainedCheckpoint standing(ResultSet row) throws SQLException {
        return new RetainedCheckpoint(
                CheckpointRecords.record(row, List.of()), row.getString("slug"), reason(row.getString("kept")));
    }

    private static RetainedCheckpoint.@Nullable RetentionReason reason(@Nullable String word) {
        return word == null ? null : RetainedCheckpoint.RetentionReason.valueOf(word);
    }
}

package io.bitgap.run.checkpoint;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the recorded checkpoints. */
@Component
public class CheckpointLookup {
    private final JdbcClient jdbc;

    CheckpointLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The checkpoint of that id. */
    public Optional<CheckpointRecord> find(UUID id) {
        return jdbc.sql("""
                        select id, run_id, epoch, manifest::text as manifest, files_removed_at
                        from checkpoint where id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new CheckpointRecord(
                        row.getObject("id", UUID.class),
                        row.getObject("run_id", UUID.class),
                        row.getInt("epoch"),
                        row.getString("manifest"),
                        instant(row.getObject("files_removed_at", OffsetDateTime.class)),
                        files(id)))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private List<CheckpointFile> files(UUID checkpoint) {
        return jdbc.sql("""
                        select name, download_name, storage_key, size, sha256
                        from checkpoint_file where checkpoint_id = :id order by name
                        """).param("id", checkpoint).query(CheckpointFile.class).list();
    }
}

package io.bitgap.experiment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the recorded checkpoints. */
@Component
public class CheckpointRecords {
    private final JdbcClient jdbc;

    CheckpointRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The checkpoint of that id. */
    public Optional<CheckpointRecord> find(UUID id) {
        return jdbc.sql("""
                        select id, run_id, epoch, manifest::text as manifest from checkpoint where id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new CheckpointRecord(
                        row.getObject("id", UUID.class),
                        row.getObject("run_id", UUID.class),
                        row.getInt("epoch"),
                        row.getString("manifest"),
                        files(id)))
                .optional();
    }

    /** The files of all checkpoints of a run. */
    public List<CheckpointFile> filesOf(UUID run) {
        return jdbc.sql("""
                        select f.name, f.download_name, f.storage_key, f.size, f.sha256
                        from checkpoint_file f join checkpoint c on c.id = f.checkpoint_id
                        where c.run_id = :run
                        order by c.epoch, f.name
                        """).param("run", run).query(CheckpointFile.class).list();
    }

    private List<CheckpointFile> files(UUID checkpoint) {
        return jdbc.sql("""
                        select name, download_name, storage_key, size, sha256
                        from checkpoint_file where checkpoint_id = :id order by name
                        """).param("id", checkpoint).query(CheckpointFile.class).list();
    }
}

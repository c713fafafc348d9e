package io.bitgap.run.checkpoint;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.bitgap.listing.Rows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of the checkpoints' files. */
@Component
class CheckpointFiles {
    private final JdbcClient jdbc;

    CheckpointFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void store(UUID checkpoint, List<CheckpointFile> files) {
        for (CheckpointFile file : files) {
            jdbc.sql("""
                            insert into checkpoint_file (checkpoint_id, name, download_name, storage_key, size, sha256)
                            values (:checkpoint, :name, :downloadName, :storageKey, :size, :sha256)
                            """)
                    .param("checkpoint", checkpoint)
                    .param("name", file.name())
                    .param("downloadName", file.downloadName())
                    .param("storageKey", file.storageKey())
                    .param("size", file.size())
                    .param("sha256", file.sha256())
                    .update();
        }
    }

    /** By checkpoint, in the order of their names. */
    Map<UUID, List<CheckpointFile>> of(Collection<UUID> checkpoints) {
        return jdbc
                .sql("""
                        select checkpoint_id, name, download_name, storage_key, size, sha256
                        from checkpoint_file where checkpoint_id = any(:checkpoints) order by checkpoint_id, name
                        """)
                .param("checkpoints", checkpoints.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(
                        Rows.uuid(row, "checkpoint_id"),
                        new CheckpointFile(
                                row.getString("name"),
                                row.getString("download_name"),
                                row.getString("storage_key"),
                                row.getLong("size"),
                                row.getString("sha256"))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }
}

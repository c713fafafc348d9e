package io.bitgap.checkpoint.web;

import io.bitgap.experiment.CheckpointRecord;
import io.bitgap.experiment.CheckpointRecords;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Checkpoints by the id that an address has. */
@Component
class SavedCheckpoints {
    private final CheckpointRecords records;

    SavedCheckpoints(CheckpointRecords records) {
        this.records = records;
    }

    /** @throws UnknownCheckpoint when there is none */
    CheckpointRecord get(String id) {
        try {
            return records.find(UUID.fromString(id)).orElseThrow(() -> UnknownCheckpoint.id(id));
        } catch (IllegalArgumentException e) {
            throw UnknownCheckpoint.id(id);
        }
    }
}

package io.bitgap.checkpoint.web;

import io.bitgap.run.checkpoint.CheckpointLookup;
import io.bitgap.run.checkpoint.CheckpointRecord;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Checkpoints by the id that an address has. */
@Component
class SavedCheckpoints {
    private final CheckpointLookup records;

    SavedCheckpoints(CheckpointLookup records) {
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

package io.bitgap.run.checkpoint;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface CheckpointRepository extends Repository<Checkpoint, UUID> {
    Checkpoint save(Checkpoint checkpoint);

    void delete(Checkpoint checkpoint);

    void flush();

    Optional<Checkpoint> findById(UUID id);

    Optional<Checkpoint> findByRunIdAndEpoch(UUID run, int epoch);

    Optional<Checkpoint> findFirstByRunIdOrderByEpochDesc(UUID run);
}

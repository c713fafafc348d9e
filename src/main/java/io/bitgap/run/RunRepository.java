package io.bitgap.run;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * The table of runs; whoever changes runs locks them first: one by id, several in the order of their positions, baselines
 * first.
 */
public interface RunRepository extends Repository<Run, UUID> {
    <R extends Run> List<R> saveAll(Iterable<R> runs);

    /** Needed before SQL beside JPA reads what was changed. */
    void flush();

    Optional<Run> findById(UUID id);

    List<Run> findByIdIn(Collection<UUID> ids);

    List<Run> findByExperimentIdOrderByPosition(UUID experimentId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id = :id")
    Optional<Run> lock(UUID id);

    /** Only the id, so that the run it starts from can be locked before it. */
    @Query("select r.parentId from Run r where r.id = :id and r.parentId is not null")
    Optional<UUID> parentOf(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.experimentId = :experiment order by r.position")
    List<Run> lockAllOf(UUID experiment);
}

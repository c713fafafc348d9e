package io.bitgap.run;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Whoever changes runs locks them first: one by id, several in the order of their positions, baselines first. */
public interface RunRepository extends Repository<Run, UUID> {
    <R extends Run> List<R> saveAll(Iterable<R> runs);

    /** Needed before SQL beside JPA reads what was changed. */
    void flush();

    Optional<Run> findById(UUID id);

    List<Run> findByExperimentIdOrderByPosition(UUID experimentId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id = :id")
    Optional<Run> lock(UUID id);

    /** Only the id, so that the run it starts from can be locked before it. */
    @Query("select r.parentId from Run r where r.id = :id and r.parentId is not null")
    Optional<UUID> parentOf(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.parentId = :parent and r.state = WAITING order by r.position")
    List<Run> lockWaitingFor(UUID parent);

    /** Those that wait, and those that would if they were not paused. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.parentId = :parent and r.state in (WAITING, PAUSED) order by r.position")
    List<Run> lockUnfinishedBehind(UUID parent);

    /** Those that ended only because this one did. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.endedWith = :parent order by r.position")
    List<Run> lockEndedWith(UUID parent);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.experimentId = :experiment order by r.position")
    List<Run> lockAllOf(UUID experiment);
}

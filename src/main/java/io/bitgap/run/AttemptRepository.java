package io.bitgap.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AttemptRepository extends Repository<Attempt, UUID> {
    Attempt saveAndFlush(Attempt attempt);

    Optional<Attempt> findById(UUID id);

    /** Only the id, so that the run can be locked before anything of it is loaded. */
    @Query("select a.runId from Attempt a where a.id = :attempt")
    Optional<UUID> runOf(UUID attempt);

    /** In the order in which runs are locked: their ids grow with their positions. */
    @Query("select a.id from Attempt a where a.worker = :worker and a.state = OPEN order by a.runId")
    List<UUID> openOfWorker(String worker);

    @Query("select a from Attempt a where a.runId = :run and a.state = OPEN")
    Optional<Attempt> openOf(UUID run);

    List<Attempt> findByRunIdInOrderByNumber(Collection<UUID> runs);

    @Query("select coalesce(max(a.number), 0) from Attempt a where a.runId = :run")
    int lastNumber(UUID run);

    /**
     * Attempts held against the run: after that number and the last one that has a checkpoint to show for it, lost and not handed
     * back.
     */
    @Query("""
            select count(a) from Attempt a
            where a.runId = :run and a.number > :after and a.state = LOST and not a.released
              and a.number > (select coalesce(max(b.number), 0) from Attempt b
                where b.runId = :run and exists (select c from Checkpoint c where c.attemptId = b.id))
            """)
    int fruitless(UUID run, int after);
}

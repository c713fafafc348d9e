package io.bitgap.run;

import io.bitgap.account.Actor;
import io.bitgap.account.AuthMode;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.LimitSettings;
import io.bitgap.account.Unrestricted;
import io.bitgap.problem.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much one researcher may have queued and stored. What they have submitted counts for them, also where they have given it to
 * somebody else since: that frees nothing, and takes nothing from whoever got it. Operators, who could raise it, and services without
 * accounts have no limit.
 */
@Component
public class Quotas {
    private final CurrentUser user;
    private final AuthMode mode;
    private final LimitSettings limits;
    private final Unrestricted unrestricted;
    private final JdbcClient jdbc;

    Quotas(CurrentUser user, AuthMode mode, LimitSettings limits, Unrestricted unrestricted, JdbcClient jdbc) {
        this.unrestricted = unrestricted;
        this.user = user;
        this.mode = mode;
        this.limits = limits;
        this.jdbc = jdbc;
    }

    /**
     * @param runs that the current user wants to add, or to try again
     * @throws Problem (409) where they have too much already
     */
    public void require(int runs) {
        Actor actor = user.actor();
        if (mode == AuthMode.LOCAL || actor.id() == null || actor.seesEverything()) {
            return;
        }
        long unfinished = unrestricted.call(() -> unfinished(actor.name()));
        if (unfinished + runs > limits.queuedRuns()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "too-many-queued-runs",
                    "You may have %d runs that are not finished; you have %d, and this would add %d. Cancel some, or wait for them."
                            .formatted(limits.queuedRuns(), unfinished, runs));
        }
        long stored = unrestricted.call(() -> stored(actor.name()));
        if (stored > limits.storedBytes().toBytes()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "storage-used-up",
                    "The checkpoints of your runs hold %d GB, and you may have %d. An operator can remove old ones with POST /retention."
                            .formatted(
                                    stored / 1_000_000_000, limits.storedBytes().toBytes() / 1_000_000_000));
        }
    }

    private long unfinished(String submitter) {
        // of two submissions at the same time one waits, so that both together stay within it
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('quota ' || :submitter, 0))")
                .param("submitter", submitter)
                .query(row -> {});
        return jdbc.sql("""
                        select count(*) from run r join experiment e on e.id = r.experiment_id
                        where e.created_by = :submitter and r.finished_at is null
                        """).param("submitter", submitter).query(Long.class).single();
    }

    private long stored(String submitter) {
        return jdbc.sql("""
                        select coalesce(sum(f.size), 0) from experiment e
                        join run r on r.experiment_id = e.id
                        join checkpoint c on c.run_id = r.id and c.files_removed_at is null
                        join checkpoint_file f on f.checkpoint_id = c.id
                        where e.created_by = :submitter
                        """).param("submitter", submitter).query(Long.class).single();
    }
}

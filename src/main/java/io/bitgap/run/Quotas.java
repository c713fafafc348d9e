package io.bitgap.run;

import io.bitgap.account.Actor;
import io.bitgap.account.AuthMode;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.LimitSettings;
import io.bitgap.account.Unrestricted;
import io.bitgap.problem.Problem;
import java.util.UUID;
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
     * @param runs that the current user wants to add
     * @throws Problem (409) where they have too much already
     */
    public void require(int runs) {
        Actor actor = user.actor();
        require(
                actor.name(),
                runs,
                "You may have %d runs that are not finished; you have %d, and this would add %d. Cancel some, or wait for them.",
                "The checkpoints of your runs hold %d GB, and you may have %d. An operator can remove old ones with POST /retention.");
    }

    /**
     * @param experiment of which the current user wants to try runs again; they count for who has submitted it
     * @throws Problem (409) where that person has too much already
     */
    void requireAgain(UUID experiment, int runs) {
        String submitter = unrestricted.call(() -> submitter(experiment));
        if (submitter.equals(user.actor().name())) {
            require(runs);
        } else {
            // how much they have is nothing that whoever got the experiment need know
            require(
                    submitter,
                    runs,
                    "These runs count for who has submitted them, who may have %1$d that are not finished; with them it would be more.",
                    "These runs count for who has submitted them, whose checkpoints hold more than the %2$d GB that they may have.");
        }
    }

    private void require(String submitter, int runs, String tooMany, String usedUp) {
        if (!limited()) {
            return;
        }
        long unfinished = unrestricted.call(() -> unfinished(submitter));
        if (unfinished + runs > limits.queuedRuns()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "too-many-queued-runs",
                    tooMany.formatted(limits.queuedRuns(), unfinished, runs));
        }
        long stored = unrestricted.call(() -> stored(submitter));
        long most = limits.storedBytes().toBytes();
        if (stored > most) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "storage-used-up",
                    usedUp.formatted(stored / 1_000_000_000, most / 1_000_000_000));
        }
    }

    private boolean limited() {
        Actor actor = user.actor();
        return mode != AuthMode.LOCAL && actor.id() != null && !actor.seesEverything();
    }

    /** @throws Problem (409) where the current user, who wants to add a network, has uploaded this many */
    public void requireNetwork(long uploaded) {
        if (limited() && uploaded >= limits.networks()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "too-many-networks",
                    "You have uploaded %d networks, and may upload %d.".formatted(uploaded, limits.networks()));
        }
    }

    private String submitter(UUID experiment) {
        return jdbc.sql("select created_by from experiment where id = :id")
                .param("id", experiment)
                .query(String.class)
                .single();
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

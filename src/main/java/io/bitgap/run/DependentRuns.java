package io.bitgap.run;

import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What becomes of many runs at once, in a handful of statements however many they are: of those that wait for another one when it
 * ends (they start from a baseline or, in a progressive chain, from the next wider setting), and of an experiment's when it is
 * canceled. They are locked in the order of their positions; a line of the log is written before the state changes, so that the
 * state is the last event. The caller has locked the run that ends.
 */
@Component
class DependentRuns {
    private final RunRepository runs;
    private final RunLog log;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    DependentRuns(RunRepository runs, RunLog log, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.runs = runs;
        this.log = log;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The run is completed: what waits for it is queued. */
    void queue(Run parent) {
        List<RunQueued> waiting = jdbc.sql("""
                        select id as run_id, priority from run where parent_id = :parent and state = 'WAITING'
                        order by position for no key update
                        """)
                .param("parent", parent.getId())
                .query(RunQueued.class)
                .list();
        List<UUID> ids = waiting.stream().map(RunQueued::runId).toList();
        log.info(ids, "Queued: the run that it starts from (" + parent.name() + ") is completed.");
        jdbc.sql("""
                        update run set state = 'QUEUED', queued_at = :now, eta_seconds = null, images_per_second = null,
                          version = version + 1
                        where id = any(:ids) and state = any(:before)
                        """)
                .param("ids", array(ids))
                .param("before", before(RunState.QUEUED))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        waiting.forEach(events::publishEvent);
    }

    void fail(Run parent, String reason) {
        String sentence = "The run that it starts from (" + parent.name() + ") failed: " + reason;
        List<UUID> behind = lockUnfinishedBehind(parent);
        log.write(behind, LogLevel.ERROR, sentence);
        end(behind, RunState.FAILED, sentence, true);
    }

    void cancel(Run parent) {
        String sentence = "The run that it starts from (" + parent.name() + ") was canceled.";
        List<UUID> behind = lockUnfinishedBehind(parent);
        log.info(behind, sentence);
        end(behind, RunState.CANCELED, sentence, true);
    }

    void lockAllOf(UUID experiment) {
        jdbc.sql("select id from run where experiment_id = :experiment order by position for no key update")
                .param("experiment", experiment)
                .query(UUID.class)
                .list();
    }

    /** @return how many were not finished */
    int cancelAllOf(UUID experiment, String reason) {
        List<UUID> unfinished =
                jdbc.sql("""
                        select id from run where experiment_id = :experiment and finished_at is null
                        order by position for no key update
                        """).param("experiment", experiment).query(UUID.class).list();
        log.info(unfinished, reason);
        end(unfinished, RunState.CANCELED, reason, false);
        jdbc.sql("""
                        update attempt set state = 'CANCELED', reason = :reason, ended_at = :now
                        where run_id = any(:ids) and state = 'OPEN'
                        """)
                .param("ids", array(unfinished))
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return unfinished.size();
    }

    /** The chain of runs that ended only because this one did, locked, those first that others start from. */
    List<Run> lockEndedWith(Run parent) {
        List<UUID> ids = lockChain("ended_with", RunState.CANCELED, RunState.FAILED, parent);
        List<Run> ended = new ArrayList<>(runs.findByIdIn(ids));
        ended.sort(Comparator.comparing(run -> ids.indexOf(run.getId())));
        return ended;
    }

    /** Those that wait, and those that would if they were not paused. */
    private List<UUID> lockUnfinishedBehind(Run parent) {
        return lockChain("parent_id", RunState.WAITING, RunState.PAUSED, parent);
    }

    /** Positions grow along a chain. A run whose state somebody else has just changed is left out once its lock is had. */
    private List<UUID> lockChain(String link, RunState one, RunState other, Run parent) {
        return jdbc.sql("""
                        with recursive behind as (
                          select id from run where %1$s = :parent and state in (:states)
                          union all
                          select r.id from run r join behind b on r.%1$s = b.id where r.state in (:states))
                        select id from run where id in (select id from behind) and state in (:states)
                        order by position for no key update
                        """.formatted(link))
                .param("parent", parent.getId())
                .param("states", List.of(one.name(), other.name()))
                .query(UUID.class)
                .list();
    }

    /** As {@link Run} ends, for many. */
    private void end(Collection<UUID> ids, RunState outcome, String reason, boolean withParent) {
        jdbc.sql("""
                        update run set state = :outcome, state_reason = :reason, finished_at = :now, eta_seconds = null,
                          ended_with = case when :withParent then parent_id end, version = version + 1
                        where id = any(:ids) and state = any(:before)
                        """)
                .param("outcome", outcome.name())
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("withParent", withParent)
                .param("ids", array(ids))
                .param("before", before(outcome))
                .update();
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    /** The states that the table of transitions lets this one follow. */
    private static String[] before(RunState next) {
        return RunState.before(next).stream().map(RunState::name).toArray(String[]::new);
    }
}

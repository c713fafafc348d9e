package io.bitgap.run;

import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Everything a user may do to runs, one by one or all of an experiment's. The caller has opened a transaction. An open attempt is
 * closed with its run; its worker learns that when it reports.
 */
@Component
public class RunActions {
    private static final String PAUSED = "Paused by a user.";
    private static final String CANCELED = "Canceled by a user.";

    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final DependentRuns dependents;
    private final Quotas quotas;
    private final RunLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunActions(
            RunRepository runs,
            AttemptRepository attempts,
            DependentRuns dependents,
            Quotas quotas,
            RunLog log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.dependents = dependents;
        this.quotas = quotas;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Locks a run, and before it those it starts from, in the order of their positions.
     *
     * @return them all by id; without the run where there is none
     */
    Map<UUID, Run> lock(UUID id) {
        Map<UUID, Run> chain = runs.parentOf(id).map(this::lock).orElseGet(LinkedHashMap::new);
        runs.lock(id).ifPresent(run -> chain.put(id, run));
        return chain;
    }

    public void lockAllOf(UUID experiment) {
        dependents.lockAllOf(experiment);
    }

    /** @throws IllegalRunState if its state does not allow it */
    void act(RunAction action, UUID id) {
        Map<UUID, Run> locked = lock(id);
        Run run = locked.get(id);
        if (run == null) {
            throw new UnknownRun(id.toString());
        }
        run.require(action);
        switch (action) {
            case PAUSE -> pause(run);
            case RESUME -> resume(run, parent(run, locked));
            case CANCEL -> cancel(run);
            case RETRY -> {
                List<Run> behind = dependents.lockEndedWith(run);
                behind.forEach(dependent -> locked.put(dependent.getId(), dependent));
                behind.add(0, run);
                retry(behind, locked);
            }
        }
        runs.flush();
    }

    /** @return how many runs of the experiment it canceled */
    public int cancelAllOf(UUID experiment) {
        return dependents.cancelAllOf(experiment, CANCELED);
    }

    /** @return how many runs of the experiment had failed and go on now */
    public int retryFailed(UUID experiment) {
        Map<UUID, Run> locked = new LinkedHashMap<>();
        runs.lockAllOf(experiment).forEach(run -> locked.put(run.getId(), run));
        List<Run> failed = locked.values().stream()
                .filter(run -> run.state() == RunState.FAILED)
                .toList();
        retry(failed, locked);
        runs.flush();
        return failed.size();
    }

    /** Runs that wait for it keep waiting. */
    private void pause(Run run) {
        run.pause();
        log.info(run.getId(), null, PAUSED);
        attempts.openOf(run.getId()).ifPresent(attempt -> attempt.release(PAUSED, clock.instant()));
    }

    private void resume(Run run, @Nullable Run parent) {
        run.resume(parent, clock.instant());
        log.info(run.getId(), null, "Resumed by a user.");
        tellTheQueue(run);
    }

    private void cancel(Run run) {
        run.cancel(CANCELED, clock.instant());
        log.info(run.getId(), null, CANCELED);
        attempts.openOf(run.getId()).ifPresent(attempt -> attempt.cancel(CANCELED, clock.instant()));
        dependents.cancel(run);
    }

    /**
     * Lets runs go on from their last checkpoints, and before them those they start from that have ended the same way.
     *
     * @param locked these runs and those they start from
     */
    private void retry(List<Run> wanted, Map<UUID, Run> locked) {
        Set<Run> again = new LinkedHashSet<>();
        wanted.forEach(run -> addFromTheFirstOn(run, locked, again));
        if (!again.isEmpty()) {
            quotas.requireAgain(wanted.get(0).experimentId(), again.size());
        }
        List<UUID> ids = again.stream().map(Run::getId).toList();
        log.info(ids, "Tried again by a user.");
        Map<UUID, Integer> last = lastAttempts(ids);
        for (Run run : again) {
            run.retry(parent(run, locked), last.getOrDefault(run.getId(), 0), clock.instant());
            tellTheQueue(run);
        }
    }

    private static void addFromTheFirstOn(Run run, Map<UUID, Run> locked, Set<Run> all) {
        Run parent = parent(run, locked);
        if (parent != null && parent.allows(RunAction.RETRY)) {
            addFromTheFirstOn(parent, locked, all);
        }
        all.add(run);
    }

    private static @Nullable Run parent(Run run, Map<UUID, Run> locked) {
        return run.parentId() == null ? null : locked.get(run.parentId());
    }

    private Map<UUID, Integer> lastAttempts(Collection<UUID> ids) {
        Map<UUID, Integer> last = new HashMap<>();
        attempts.findByRunIdInOrderByNumber(ids).forEach(attempt -> last.put(attempt.runId(), attempt.number()));
        return last;
    }

    private void tellTheQueue(Run run) {
        if (run.state() == RunState.QUEUED) {
            events.publishEvent(new RunQueued(run.getId(), run.priority()));
        }
    }
}

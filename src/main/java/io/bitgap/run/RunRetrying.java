package io.bitgap.run;

import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Lets runs that failed or were canceled go on from their last checkpoint. A run that starts from another one which has
 * ended the same way needs that one first, so it is tried again too; a run that has to wait for it waits.
 */
@Component
class RunRetrying {
    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final RunLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunRetrying(
            RunRepository runs, AttemptRepository attempts, RunLog log, ApplicationEventPublisher events, Clock clock) {
        this.log = log;
        this.runs = runs;
        this.attempts = attempts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * And with it the runs that ended only because it did.
     *
     * @throws IllegalRunState if it has neither failed nor been canceled
     */
    void retry(UUID id) {
        Map<UUID, Run> chain = new LinkedHashMap<>();
        lockFromTheFirstOn(id, chain);
        Run run = chain.get(id);
        if (run == null) {
            throw new UnknownRun(id.toString());
        }
        run.require(RunAction.RETRY);
        again(run, chain);
        againBehind(run);
        runs.flush();
    }

    /** @return how many runs of the experiment had failed and go on now */
    int retryFailed(UUID experiment) {
        Map<UUID, Run> all = new LinkedHashMap<>();
        runs.lockAllOf(experiment).forEach(run -> all.put(run.getId(), run));
        List<Run> failed = all.values().stream()
                .filter(run -> run.state() == RunState.FAILED)
                .toList();
        failed.forEach(run -> again(run, all));
        runs.flush();
        return failed.size();
    }

    /** Positions grow along a chain, so locks are taken in their order. */
    private void lockFromTheFirstOn(UUID id, Map<UUID, Run> chain) {
        runs.parentOf(id).ifPresent(parent -> lockFromTheFirstOn(parent, chain));
        runs.lock(id).ifPresent(run -> chain.put(id, run));
    }

    private void again(Run run, Map<UUID, Run> locked) {
        Run parent = run.parentId() == null ? null : locked.get(run.parentId());
        if (parent != null && parent.allows(RunAction.RETRY)) {
            again(parent, locked);
        }
        retry(run, parent);
    }

    private void againBehind(Run parent) {
        for (Run run : runs.lockEndedWith(parent.getId())) {
            retry(run, parent);
            againBehind(run);
        }
    }

    private void retry(Run run, @Nullable Run parent) {
        run.retry(parent, attempts.lastNumber(run.getId()), clock.instant());
        log.info(run.getId(), null, "Tried again by a user.");
        if (run.state() == RunState.QUEUED) {
            events.publishEvent(new RunQueued(run.getId(), run.priority()));
        }
    }
}

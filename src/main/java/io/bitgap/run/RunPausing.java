package io.bitgap.run;

import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Holds runs and lets them go on. Pausing closes an open attempt; its worker learns that when it reports. Runs that wait
 * for a paused one keep waiting.
 */
@Component
class RunPausing {
    private static final String REASON = "Paused by a user.";

    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final RunLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunPausing(
            RunRepository runs, AttemptRepository attempts, RunLog log, ApplicationEventPublisher events, Clock clock) {
        this.log = log;
        this.runs = runs;
        this.attempts = attempts;
        this.events = events;
        this.clock = clock;
    }

    /** @throws IllegalRunState if it is paused or finished */
    void pause(UUID id) {
        lock(id).pause();
        log.info(id, null, REASON);
        attempts.openOf(id).ifPresent(attempt -> attempt.release(REASON, clock.instant()));
        runs.flush();
    }

    /** @throws IllegalRunState if it is not paused */
    void resume(UUID id) {
        // locked first: were it to complete meanwhile, it would not find this run waiting
        Optional<Run> parent = runs.parentOf(id).flatMap(runs::lock);
        Run run = lock(id);
        run.resume(parent.orElse(null), clock.instant());
        log.info(id, null, "Resumed by a user.");
        if (run.state() == RunState.QUEUED) {
            events.publishEvent(new RunQueued(id, run.priority()));
        }
        runs.flush();
    }

    private Run lock(UUID id) {
        return runs.lock(id).orElseThrow(() -> new UnknownRun(id.toString()));
    }
}

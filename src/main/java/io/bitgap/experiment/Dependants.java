package io.bitgap.experiment;

import java.time.Clock;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What becomes of the runs that wait for a baseline when it ends. The caller has locked the baseline. */
@Component
class Dependants {
    private final RunRepository runs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Dependants(RunRepository runs, ApplicationEventPublisher events, Clock clock) {
        this.runs = runs;
        this.events = events;
        this.clock = clock;
    }

    void queue(Run baseline) {
        for (Run run : runs.lockWaitingFor(baseline.getId())) {
            run.queue(clock.instant());
            events.publishEvent(new RunQueued(run.getId(), run.priority()));
        }
    }

    void fail(Run baseline, String reason) {
        Instant now = clock.instant();
        runs.lockWaitingFor(baseline.getId())
                .forEach(run -> run.fail("Its baseline " + baseline.getId() + " failed: " + reason, now));
    }

    void cancel(Run baseline) {
        Instant now = clock.instant();
        runs.lockWaitingFor(baseline.getId())
                .forEach(run -> run.cancel("Its baseline " + baseline.getId() + " was canceled.", now));
    }
}

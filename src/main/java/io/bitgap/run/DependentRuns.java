package io.bitgap.run;

import io.bitgap.run.journal.LogLevel;
import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What becomes of the runs that wait for another one when it ends: those that start from a baseline, and in a progressive
 * chain those that start from the next wider setting. The caller has locked the run that ends.
 */
@Component
class DependentRuns {
    private final RunRepository runs;
    private final RunLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DependentRuns(RunRepository runs, RunLog log, ApplicationEventPublisher events, Clock clock) {
        this.log = log;
        this.runs = runs;
        this.events = events;
        this.clock = clock;
    }

    void queue(Run parent) {
        for (Run run : runs.lockWaitingFor(parent.getId())) {
            run.queue(clock.instant());
            log.info(run.getId(), null, "Queued: the run " + parent.getId() + " that it starts from is completed.");
            events.publishEvent(new RunQueued(run.getId(), run.priority()));
        }
    }

    void fail(Run parent, String reason) {
        String sentence = "The run " + parent.getId() + " that it starts from failed: " + reason;
        endAllBehind(parent, (run, cause) -> {
            run.failWith(cause, sentence, clock.instant());
            log.write(run.getId(), null, LogLevel.ERROR, sentence);
        });
    }

    void cancel(Run parent) {
        String sentence = "The run " + parent.getId() + " that it starts from was canceled.";
        endAllBehind(parent, (run, cause) -> {
            run.cancelWith(cause, sentence, clock.instant());
            log.info(run.getId(), null, sentence);
        });
    }

    /** The whole chain behind it; positions grow along a chain, so locks are taken in their order. */
    private void endAllBehind(Run parent, BiConsumer<Run, Run> end) {
        for (Run run : runs.lockUnfinishedBehind(parent.getId())) {
            end.accept(run, parent);
            endAllBehind(run, end);
        }
    }
}

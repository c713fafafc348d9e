package io.bitgap.run;

import io.bitgap.run.journal.RunLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ends runs that a user no longer wants. An open attempt is closed with its run; its worker learns that when it reports. */
@Component
class RunCancellation {
    private static final String REASON = "Canceled by a user.";

    private final RunRepository runs;
    private final AttemptRepository attempts;
    private final DependentRuns dependants;
    private final RunLog log;
    private final Clock clock;

    RunCancellation(RunRepository runs, AttemptRepository attempts, DependentRuns dependants, RunLog log, Clock clock) {
        this.log = log;
        this.runs = runs;
        this.attempts = attempts;
        this.dependants = dependants;
        this.clock = clock;
    }

    /** @throws IllegalRunState if it is finished */
    void cancel(UUID id) {
        Run run = runs.lock(id).orElseThrow(() -> new UnknownRun(id.toString()));
        cancel(run);
        dependants.cancel(run);
        runs.flush();
    }

    /** @return how many runs it canceled */
    int cancelAllOf(UUID experiment) {
        List<Run> unfinished = runs.lockAllOf(experiment).stream()
                .filter(run -> !run.state().terminal())
                .toList();
        unfinished.forEach(this::cancel);
        runs.flush();
        return unfinished.size();
    }

    private void cancel(Run run) {
        Instant now = clock.instant();
        run.cancel(REASON, now);
        log.info(run.getId(), null, REASON);
        attempts.openOf(run.getId()).ifPresent(attempt -> attempt.cancel(REASON, now));
    }
}

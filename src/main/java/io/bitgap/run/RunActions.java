package io.bitgap.run;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Everything a user may do to runs, one by one or all of an experiment's. The caller has opened a transaction. */
@Component
public class RunActions {
    private final RunPausing pausing;
    private final RunCancellation cancellation;
    private final RunRetrying retrying;
    private final RunRepository runs;

    RunActions(RunPausing pausing, RunCancellation cancellation, RunRetrying retrying, RunRepository runs) {
        this.runs = runs;
        this.pausing = pausing;
        this.cancellation = cancellation;
        this.retrying = retrying;
    }

    /** Locks a run, and before it those it starts from, which every action locks first. */
    void lock(UUID run) {
        runs.parentOf(run).ifPresent(this::lock);
        runs.lock(run);
    }

    public void lockAllOf(UUID experiment) {
        runs.lockAllOf(experiment);
    }

    /** @throws IllegalRunState if its state does not allow it */
    void act(RunAction action, UUID run) {
        switch (action) {
            case PAUSE -> pausing.pause(run);
            case RESUME -> pausing.resume(run);
            case CANCEL -> cancellation.cancel(run);
            case RETRY -> retrying.retry(run);
        }
    }

    /** @return how many runs of the experiment it canceled */
    public int cancelAllOf(UUID experiment) {
        return cancellation.cancelAllOf(experiment);
    }

    /** @return how many runs of the experiment had failed and go on now */
    public int retryFailed(UUID experiment) {
        return retrying.retryFailed(experiment);
    }
}

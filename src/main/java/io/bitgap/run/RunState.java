package io.bitgap.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The states of a run, the one table of transitions between them, and the one of what users may do in them. */
public enum RunState {
    /** For its baseline. */
    WAITING,
    QUEUED,
    STARTING,
    RUNNING,
    PAUSED,
    CANCELED,
    COMPLETED,
    FAILED;

    /** States that may follow this one. */
    public Set<RunState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(QUEUED, CANCELED, FAILED, PAUSED);
            case QUEUED -> EnumSet.of(STARTING, CANCELED, PAUSED);
            case STARTING -> EnumSet.of(RUNNING, QUEUED, CANCELED, FAILED, PAUSED);
            case RUNNING -> EnumSet.of(COMPLETED, FAILED, CANCELED, PAUSED, QUEUED);
            case PAUSED -> EnumSet.of(QUEUED, WAITING, CANCELED, FAILED);
            case CANCELED, FAILED -> EnumSet.of(QUEUED, WAITING);
            case COMPLETED -> EnumSet.noneOf(RunState.class);
        };
    }

    /** States that the given one may follow. */
    static Set<RunState> before(RunState next) {
        Set<RunState> before = EnumSet.allOf(RunState.class);
        before.removeIf(state -> !state.next().contains(next));
        return before;
    }

    /** What a user may do to a run in this state. */
    List<RunAction> actions() {
        return switch (this) {
            case WAITING, QUEUED, STARTING, RUNNING -> List.of(RunAction.PAUSE, RunAction.CANCEL);
            case PAUSED -> List.of(RunAction.RESUME, RunAction.CANCEL);
            case CANCELED, FAILED -> List.of(RunAction.RETRY);
            case COMPLETED -> List.of();
        };
    }

    /** Whether the run is finished: nothing happens to it any more unless somebody asks for it again. */
    public boolean terminal() {
        return switch (this) {
            case CANCELED, COMPLETED, FAILED -> true;
            case WAITING, QUEUED, STARTING, RUNNING, PAUSED -> false;
        };
    }
}

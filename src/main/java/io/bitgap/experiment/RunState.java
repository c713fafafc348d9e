package io.bitgap.experiment;

import java.util.EnumSet;
import java.util.Set;

/** The states of a run and the one table of transitions between them. */
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

    /** States that may follow this one. Terminal states have none. */
    public Set<RunState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(QUEUED, CANCELED, FAILED);
            case QUEUED -> EnumSet.of(STARTING, CANCELED, PAUSED);
            case STARTING -> EnumSet.of(RUNNING, QUEUED, CANCELED, FAILED);
            case RUNNING -> EnumSet.of(COMPLETED, FAILED, CANCELED, PAUSED, QUEUED);
            case PAUSED -> EnumSet.of(QUEUED, CANCELED);
            case CANCELED, COMPLETED, FAILED -> EnumSet.noneOf(RunState.class);
        };
    }

    public boolean terminal() {
        return next().isEmpty();
    }
}

package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.run.RunState;
import java.util.Collection;

/** The states that a cell of a table can be in. */
public enum CellState {
    DONE("done"),
    RUNNING("running"),
    QUEUED("queued"),
    WAITING("waiting"),
    FAILED("failed"),
    CANCELED("canceled"),
    NOT_RUN("not-run"),
    NOT_PUBLISHED("not-published");

    private final String word;

    CellState(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    static CellState of(RunState run) {
        return switch (run) {
            case WAITING -> WAITING;
            case QUEUED, PAUSED -> QUEUED;
            case STARTING, RUNNING -> RUNNING;
            case COMPLETED -> DONE;
            case FAILED -> FAILED;
            case CANCELED -> CANCELED;
        };
    }

    /**
     * The state of a cell whose seeds are in these states: what still moves comes first, then what went wrong; done only
     * if every seed is.
     */
    static CellState of(Collection<RunState> runs) {
        for (CellState state : new CellState[] {RUNNING, QUEUED, WAITING, FAILED, CANCELED, DONE}) {
            if (runs.stream().anyMatch(run -> of(run) == state)) {
                return state;
            }
        }
        return NOT_RUN;
    }
}

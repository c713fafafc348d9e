package io.bitgap.run.checkpoint;

import java.util.Arrays;

/** How far the export of a checkpoint is. */
public enum DeploymentState {
    QUEUED,
    RUNNING,
    /** Stays: exported files never change. */
    DONE,
    FAILED;

    /** The one table of what changes a state, from which into which. */
    enum Change {
        ASKED_FOR(QUEUED, FAILED),
        /** From RUNNING, too: the worker that had begun was lost. */
        BEGUN(RUNNING, QUEUED, RUNNING),
        HANDED_BACK(QUEUED, RUNNING),
        MEASURED(DONE, RUNNING),
        GIVEN_UP(FAILED, QUEUED, RUNNING);

        private final DeploymentState to;
        private final DeploymentState[] from;

        Change(DeploymentState to, DeploymentState... from) {
            this.to = to;
            this.from = from;
        }

        /** For SQL. */
        String to() {
            return to.name();
        }

        /** For SQL: {@code state = any(:from)}. */
        String[] from() {
            return Arrays.stream(from).map(DeploymentState::name).toArray(String[]::new);
        }
    }
}

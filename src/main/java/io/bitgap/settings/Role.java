package io.bitgap.settings;

/** Which parts of the service a process runs ({@code BITGAP_ROLE}). */
public enum Role {
    /** Pages and API, and a worker process beside it, which it starts and watches. */
    ALL,
    /** Pages and API; runs are trained by worker processes. */
    WEB,
    /** Trains runs; answers health checks and nothing else. */
    WORKER;

    public boolean serves() {
        return this != WORKER;
    }
}

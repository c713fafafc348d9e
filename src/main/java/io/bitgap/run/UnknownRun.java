package io.bitgap.run;

import io.bitgap.problem.Problem;

/** No run has this id. */
public class UnknownRun extends Problem {
    private static final long serialVersionUID = 1L;

    public UnknownRun(String id) {
        super(Kind.NOT_FOUND, "unknown-run", "There is no run '" + id + "'; GET /runs lists them all.");
    }
}

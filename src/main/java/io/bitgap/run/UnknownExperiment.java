package io.bitgap.run;

import io.bitgap.problem.Problem;

/** No experiment has this id or slug. */
public class UnknownExperiment extends Problem {
    private static final long serialVersionUID = 1L;

    public UnknownExperiment(String idOrSlug) {
        super(
                Kind.NOT_FOUND,
                "unknown-experiment",
                "There is no experiment '" + idOrSlug + "'; GET /experiments lists them all.");
    }
}

package io.bitgap.artifact;

import io.bitgap.problem.Problem;

/** Nothing is stored under a key although something should be. */
public class MissingArtifact extends Problem {
    private static final long serialVersionUID = 1L;

    MissingArtifact(String key) {
        super(
                Kind.UNAVAILABLE,
                "artifact-missing",
                "The file " + key
                        + " is not in the artifact store. Was it deleted, or does BITGAP_ARTIFACTS point somewhere else?");
    }
}

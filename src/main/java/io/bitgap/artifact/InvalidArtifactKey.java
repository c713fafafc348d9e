package io.bitgap.artifact;

import io.bitgap.problem.Problem;

/** A key that is not a relative path of plain names. */
public class InvalidArtifactKey extends Problem {
    private static final long serialVersionUID = 1L;

    InvalidArtifactKey(String key) {
        super(
                Kind.MALFORMED,
                "invalid-artifact-key",
                "'" + key + "' is no artifact key: use names of letters, digits, '.', '_' and '-', separated by '/'.");
    }
}

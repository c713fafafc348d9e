package io.bitgap.artifact;

import java.nio.file.Path;

/** Stores for the tests of other rooms. */
public final class ArtifactsIn {
    private ArtifactsIn() {}

    public static Artifacts directory(Path root) {
        return new DirectoryArtifacts(root);
    }
}

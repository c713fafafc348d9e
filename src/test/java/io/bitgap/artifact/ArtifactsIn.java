package io.bitgap.artifact;

import java.nio.file.Path;

/** Stores for the tests of other rooms. */
public final class ArtifactsIn {
    private ArtifactsIn() {}

    public static Artifacts directory(Path root) {
        return new DirectoryArtifacts(root);
    }

    /** A bucket that is made now. */
    public static Artifacts bucket(S3Server server, String name) {
        server.createBucket(name);
        return new S3Artifacts(server.client(), S3Location.of("s3://" + name + "/bitgap"));
    }
}

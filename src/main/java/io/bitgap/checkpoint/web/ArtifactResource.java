package io.bitgap.checkpoint.web;

import io.bitgap.artifact.Artifacts;
import io.bitgap.run.checkpoint.CheckpointFile;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

/** A stored file as Spring sends it, whole or a range of it. */
final class ArtifactResource extends AbstractResource {
    private final Artifacts artifacts;
    private final CheckpointFile file;

    ArtifactResource(Artifacts artifacts, CheckpointFile file) {
        this.artifacts = artifacts;
        this.file = file;
    }

    @Override
    public long contentLength() {
        return file.size();
    }

    @Override
    public InputStream getInputStream() {
        return new LazySkipInputStream(file.size(), from -> artifacts.open(file.storageKey(), from));
    }

    @Override
    public String getDescription() {
        return "checkpoint file " + file.storageKey();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArtifactResource bytes && bytes.file.equals(file);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(file);
    }
}

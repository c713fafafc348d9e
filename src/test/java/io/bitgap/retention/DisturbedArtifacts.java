package io.bitgap.retention;

import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.StoredArtifact;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** A real store in which something happens just before a file is looked at or deleted. */
record DisturbedArtifacts(Artifacts store, Consumer<String> beforeFinding, Consumer<String> beforeDeleting)
        implements Artifacts {
    @Override
    public StoredArtifact put(Content content) {
        return store.put(content);
    }

    @Override
    public InputStream open(String key, long from) {
        return store.open(key, from);
    }

    @Override
    public StoredArtifact examine(String key) {
        return store.examine(key);
    }

    @Override
    public Optional<ArtifactEntry> find(String key) {
        beforeFinding.accept(key);
        return store.find(key);
    }

    @Override
    public void delete(String key) {
        beforeDeleting.accept(key);
        store.delete(key);
    }

    @Override
    public void list(String folder, Consumer<ArtifactEntry> action) {
        store.list(folder, action);
    }

    @Override
    public void checkUsed() {
        store.checkUsed();
    }

    @Override
    public void checkWritable() {
        store.checkWritable();
    }

    @Override
    public String location() {
        return store.location();
    }
}

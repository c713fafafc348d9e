package io.bitgap.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Bytes by key. A key is a relative path of plain names, e.g. {@code runs/0192/e3-9f3ac2d1/model.zip}; every method
 * refuses any other with {@link InvalidArtifactKey}. A stored artifact is whole: it appears under its key when its last
 * byte is on the disk, or not at all.
 */
public interface Artifacts {

    /** Writes an artifact's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Chooses the key once the bytes are known, so that the same bytes get the same key. */
    @FunctionalInterface
    interface Naming {
        String key(String sha256);
    }

    /**
     * Stores bytes, replacing what was there.
     *
     * @throws ArtifactStoreFailed when they cannot be stored; nothing is left behind
     */
    StoredArtifact put(Naming naming, Content content);

    /**
     * The bytes from the start; skipping in the stream is cheap.
     *
     * @throws MissingArtifact when nothing has that key
     */
    InputStream open(String key);

    /**
     * Bytes stored under the key.
     *
     * @throws MissingArtifact when nothing has that key
     */
    long size(String key);

    boolean exists(String key);

    /** Removes it; nothing happens when it is not there. */
    void delete(String key);

    /** Keys below a folder key, in order; empty when there is no such folder. */
    List<String> list(String folder);

    /**
     * Tries whether something can be stored now.
     *
     * @throws ArtifactStoreFailed naming the cause and what to do
     */
    void checkWritable();
}

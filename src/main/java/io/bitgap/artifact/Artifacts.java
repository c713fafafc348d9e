package io.bitgap.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Bytes by the hash of their content. What is put gets the key {@code sha256/ba/ba7816bf...}, so that the same bytes are
 * there once whoever puts them. Any key is a relative path of plain names; every method refuses others with {@link
 * InvalidArtifactKey}. A stored artifact is whole: it appears under its key when its last byte is stored, or not at all.
 */
public interface Artifacts {

    /** Writes an artifact's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Stores bytes. Bytes that were there already are stored again: that makes up for an altered file and makes it young.
     *
     * @throws ArtifactStoreFailed when they cannot be stored; nothing is left behind
     */
    StoredArtifact put(Content content);

    /**
     * The bytes from the start.
     *
     * @throws MissingArtifact when nothing has that key
     */
    default InputStream open(String key) {
        return open(key, 0);
    }

    /**
     * The bytes from an offset on, without those before it being read; empty behind the end. Closing it early is cheap.
     *
     * @throws MissingArtifact when nothing has that key
     */
    InputStream open(String key, long from);

    /**
     * Size and hash of what is stored now, whatever was put. A directory is read when a file is new to this process or has
     * changed since; an object store answers with the checksum that it keeps itself, and is read only where it has none.
     *
     * @throws MissingArtifact when nothing has that key
     */
    StoredArtifact examine(String key);

    /** What is stored under the key, if anything. */
    Optional<ArtifactEntry> find(String key);

    /** Removes it; nothing happens when it is not there. */
    void delete(String key);

    /** Calls an action with every artifact below a folder key, in no particular order. */
    void list(String folder, Consumer<ArtifactEntry> action);

    /**
     * Where something was stored before, an empty place is another one: a volume that is not mounted.
     *
     * @throws ArtifactStoreFailed where nothing ever was
     */
    void checkUsed();

    /**
     * Tries whether something can be stored now.
     *
     * @throws ArtifactStoreFailed naming the cause and what to do
     */
    void checkWritable();

    /** Where it stores, for people: a directory, or {@code s3://bucket/prefix}. */
    String location();
}

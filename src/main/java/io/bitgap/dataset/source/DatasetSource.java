package io.bitgap.dataset.source;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.ImageDataset;

/** What stands behind the name of a data set. */
public interface DatasetSource {
    /** Whether {@link #load} needs nothing from elsewhere. */
    default boolean isHere() {
        return true;
    }

    /**
     * Looks at names and counts only, or at what it remembers of them.
     *
     * @throws io.bitgap.dataset.InvalidDataset when it cannot be used as it lies there
     */
    DatasetDescription describe();

    /**
     * Equal as long as {@link #load} gives the same; cheap.
     *
     * @throws io.bitgap.dataset.InvalidDataset when it cannot be used as it lies there
     */
    default String version() {
        return "";
    }

    /**
     * Reads, generates or fetches it, anew on every call.
     *
     * @throws io.bitgap.dataset.InvalidDataset naming the file at fault
     */
    ImageDataset load();
}

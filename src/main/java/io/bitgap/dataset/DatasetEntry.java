package io.bitgap.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A data set by its name, whether it can be used or not.
 *
 * @param published the data set that it was said to stand for: that one's published numbers stand beside its own; null for
 *     those that stand for themselves
 * @param checksum as of {@link ImageDataset}; null until this process has loaded it, and where nobody asked
 * @param description null where it cannot be used as it lies there
 * @param problem why it cannot be used and what to do; null where it can
 */
public record DatasetEntry(
        String name,
        @Nullable String published,
        @Nullable String checksum,
        @Nullable DatasetDescription description,
        @Nullable String problem) {
    DatasetEntry with(@Nullable String known) {
        return new DatasetEntry(name, published, known, description, problem);
    }
}

package io.bitgap.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data sets by name: built-in ones and configured ones ({@code BITGAP_DATASETS_<NAME>}). */
public final class Datasets {
    /**
     * @param directory where downloads and decoded copies are kept
     * @param configured further data sets by name: a directory, zip or tar.gz
     */
    public Datasets(Path directory, Map<String, Path> configured) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Cheap: looks at names and counts, decodes nothing. A broken one is listed by {@link #problem}, not here. */
    public List<DatasetDescription> catalogue() {
        throw new UnsupportedOperationException("not built yet");
    }

    public Optional<DatasetDescription> find(String name) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Why the data set of that name cannot be used, if it was configured but is broken. */
    public Optional<String> problem(String name) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Loads and decodes; loaded data sets are shared and released when memory is short.
     *
     * @throws InvalidDataset naming the file at fault
     */
    public ImageDataset load(String name) {
        throw new UnsupportedOperationException("not built yet");
    }
}

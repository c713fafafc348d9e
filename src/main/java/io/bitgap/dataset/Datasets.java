package io.bitgap.dataset;

import io.bitgap.dataset.shapes.Shapes10;
import io.bitgap.dataset.source.DatasetSource;
import io.bitgap.dataset.source.LoadedOnce;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data sets by name: built-in ones and configured ones ({@code BITGAP_DATASETS_<NAME>}). */
public final class Datasets {
    private final Map<String, LoadedOnce> sources = new LinkedHashMap<>();

    /**
     * @param directory where downloads and decoded copies are kept
     * @param configured further data sets by name: a directory, zip or tar.gz
     */
    public Datasets(Path directory, Map<String, Path> configured) {
        add(Shapes10.NAME, new Shapes10());
    }

    private void add(String name, DatasetSource source) {
        sources.put(name, new LoadedOnce(source));
    }

    /** Cheap: looks at names and counts, decodes nothing. A broken one is listed by {@link #problem}, not here. */
    public List<DatasetDescription> catalogue() {
        return sources.keySet().stream().flatMap(name -> find(name).stream()).toList();
    }

    public Optional<DatasetDescription> find(String name) {
        LoadedOnce source = sources.get(name);
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(source.source().describe());
        } catch (InvalidDataset broken) {
            return Optional.empty(); // problem(name) tells why
        }
    }

    /** Why the data set of that name cannot be used, if it was configured but is broken. */
    public Optional<String> problem(String name) {
        LoadedOnce source = sources.get(name);
        if (source == null) {
            return Optional.empty();
        }
        try {
            source.source().describe();
            return Optional.empty();
        } catch (InvalidDataset broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        }
    }

    /**
     * Loads and decodes; loaded data sets are shared and released when memory is short.
     *
     * @throws InvalidDataset naming the file at fault
     */
    public ImageDataset load(String name) {
        LoadedOnce source = sources.get(name);
        if (source == null) {
            throw new InvalidDataset(
                    "unknown-dataset",
                    "There is no data set \"" + name + "\"; there are " + String.join(", ", sources.keySet())
                            + ". Set BITGAP_DATASETS_<NAME> to a directory, zip or tar.gz to add one.");
        }
        return source.get();
    }
}

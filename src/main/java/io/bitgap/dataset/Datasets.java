package io.bitgap.dataset;

import io.bitgap.dataset.cifar.CifarFormat;
import io.bitgap.dataset.cifar.CifarSource;
import io.bitgap.dataset.image.ImageSource;
import io.bitgap.dataset.shapes.Shapes10;
import io.bitgap.dataset.source.CachedDataset;
import io.bitgap.dataset.source.DatasetSource;
import io.bitgap.dataset.stream.StreamedSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The data sets by name: built-in ones and configured ones ({@code BITGAP_DATASETS_<NAME>}). */
public final class Datasets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, CachedDataset> sources = new LinkedHashMap<>();

    /**
     * @param directory where downloads and decoded copies are kept
     * @param configured further data sets by name: a directory, zip or tar.gz, and perhaps {@code #64x64} for the size
     *     that images get, or a directory and {@code #stream224} to leave its images in their files; {@code cifar10} is
     *     where the official archive lies
     * @throws InvalidDataset for a name that cannot be used
     */
    public Datasets(Path directory, Map<String, Path> configured) {
        add(Shapes10.NAME, new Shapes10());
        Optional<Path> cifar = Optional.ofNullable(configured.get(CifarSource.NAME));
        add(CifarSource.NAME, new CifarSource(directory, cifar, CifarFormat.official()));
        configured.forEach((name, path) -> {
            if (!name.equals(CifarSource.NAME)) {
                add(requireFree(name), images(name, path, directory));
            }
        });
    }

    private static DatasetSource images(String name, Path path, Path directory) {
        return StreamedSource.isAskedFor(path)
                ? new StreamedSource(name, path)
                : new ImageSource(name, path, directory);
    }

    /** Names are parts of file names and addresses. */
    private static String requireFree(String name) {
        if (!NAME.matcher(name).matches() || name.equals(Shapes10.NAME)) {
            throw new InvalidDataset(
                    "dataset-name",
                    "A data set cannot be named \"" + name + "\": use letters, digits and dashes, and not shapes10,"
                            + " which is built in.");
        }
        return name;
    }

    private void add(String name, DatasetSource source) {
        sources.put(name, new CachedDataset(source));
    }

    /** Cheap: looks at names and counts, decodes nothing. A broken one is listed by {@link #problem}, not here. */
    public List<DatasetDescription> catalogue() {
        return sources.keySet().stream().flatMap(name -> find(name).stream()).toList();
    }

    public Optional<DatasetDescription> find(String name) {
        CachedDataset source = sources.get(name);
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
        CachedDataset source = sources.get(name);
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
        CachedDataset source = sources.get(name);
        if (source == null) {
            throw new InvalidDataset(
                    "unknown-dataset",
                    "There is no data set \"" + name + "\"; there are " + String.join(", ", sources.keySet())
                            + ". Set BITGAP_DATASETS_<NAME> to a directory, zip or tar.gz to add one.");
        }
        return source.get();
    }
}

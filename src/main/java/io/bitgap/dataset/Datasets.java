package io.bitgap.dataset;

import io.bitgap.dataset.cifar.CifarFormat;
import io.bitgap.dataset.cifar.CifarSource;
import io.bitgap.dataset.image.GivenPath;
import io.bitgap.dataset.image.ImageSource;
import io.bitgap.dataset.shapes.Shapes10;
import io.bitgap.dataset.source.CachedDataset;
import io.bitgap.dataset.source.DatasetSource;
import io.bitgap.dataset.stream.StreamedSource;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets by name: built-in ones and configured ones ({@code BITGAP_DATASETS_<NAME>}). One that cannot be used keeps its
 * place, with the reason, which is logged once.
 */
public final class Datasets {
    private static final Logger LOG = LoggerFactory.getLogger(Datasets.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, Named> sources = new LinkedHashMap<>();
    /** What is logged already, by name. */
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    private record Named(CachedDataset data, @Nullable String published) {}

    /**
     * @param directory where downloads and decoded copies are kept
     * @param configured further data sets by name: a directory, zip or tar.gz, and perhaps {@code #64x64} for the size
     *     that images get, or a directory and {@code #stream224} to leave its images in their files, and {@code
     *     #published=cifar10} for the one that it stands for; {@code cifar10} is where the official archive lies
     * @throws InvalidDataset for a name that cannot be used
     */
    public Datasets(Path directory, Map<String, Path> configured) {
        add(Shapes10.NAME, new Shapes10(), Optional.empty());
        Optional<Path> cifar = Optional.ofNullable(configured.get(CifarSource.NAME));
        add(CifarSource.NAME, new CifarSource(directory, cifar, CifarFormat.official()), Optional.empty());
        configured.forEach((name, path) -> {
            if (!name.equals(CifarSource.NAME)) {
                addImages(requireFree(name), path, directory);
            }
        });
    }

    private void addImages(String name, Path path, Path directory) {
        try {
            GivenPath given = GivenPath.of(path);
            DatasetSource source = given.stream().isPresent()
                    ? new StreamedSource(name, given.path(), given.stream().getAsInt())
                    : new ImageSource(name, given, directory);
            add(name, source, given.published());
        } catch (InvalidDataset wrong) {
            add(name, new WrongPath(wrong), Optional.empty());
        }
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

    private void add(String name, DatasetSource source, Optional<String> published) {
        sources.put(name, new Named(new CachedDataset(source), published.orElse(null)));
    }

    /** All of them, usable or not, without checksums. Cheap: looks at names and counts, decodes nothing. */
    public List<DatasetEntry> entries() {
        return sources.keySet().stream().flatMap(name -> entry(name).stream()).toList();
    }

    /** All of them with the checksums that are known, for which the files of loaded ones are looked at again. */
    public List<DatasetEntry> entriesWithChecksums() {
        return entries().stream()
                .map(entry -> entry.description() == null
                        ? entry
                        : entry.with(Objects.requireNonNull(sources.get(entry.name()))
                                .data()
                                .checksum()
                                .orElse(null)))
                .toList();
    }

    /** Those that can be used. */
    public List<DatasetDescription> catalogue() {
        return entries().stream()
                .flatMap(entry -> Stream.ofNullable(entry.description()))
                .toList();
    }

    public Optional<DatasetDescription> find(String name) {
        return entry(name).flatMap(entry -> Optional.ofNullable(entry.description()));
    }

    /** Why the data set of that name cannot be used, if it was configured but is broken. */
    public Optional<String> problem(String name) {
        return entry(name).flatMap(entry -> Optional.ofNullable(entry.problem()));
    }

    private Optional<DatasetEntry> entry(String name) {
        Named named = sources.get(name);
        if (named == null) {
            return Optional.empty();
        }
        try {
            DatasetDescription description = named.data().source().describe();
            DatasetEntry usable = new DatasetEntry(name, named.published(), null, description, null);
            if (problems.remove(name) != null) {
                LOG.info("The data set {} can be used again", name);
            }
            return Optional.of(usable);
        } catch (InvalidDataset | UncheckedIOException broken) {
            String problem = String.valueOf(broken.getMessage());
            if (!problem.equals(problems.put(name, problem))) {
                LOG.warn("The data set {} cannot be used until this is mended: {}", name, problem);
            }
            return Optional.of(new DatasetEntry(name, named.published(), null, null, problem));
        }
    }

    /** The data set whose published numbers stand beside those of this one, where it was said to stand for another. */
    public Optional<String> standsFor(String name) {
        return Optional.ofNullable(sources.get(name)).flatMap(named -> Optional.ofNullable(named.published()));
    }

    /**
     * Loads and decodes; loaded data sets are shared and released when memory is short.
     *
     * @throws InvalidDataset naming the file at fault
     */
    public ImageDataset load(String name) {
        Named named = sources.get(name);
        if (named == null) {
            throw new InvalidDataset(
                    "unknown-dataset",
                    "There is no data set \"" + name + "\"; there are " + String.join(", ", sources.keySet())
                            + ". Set BITGAP_DATASETS_<NAME> to a directory, zip or tar.gz to add one.");
        }
        return named.data().get();
    }

    /** Whether {@link #load} fetches nothing; false for a name that is not known. */
    public boolean isHere(String name) {
        Named named = sources.get(name);
        return named != null && named.data().source().isHere();
    }

    /** Stands for a variable that says what there is not. */
    private record WrongPath(InvalidDataset problem) implements DatasetSource {
        @Override
        public DatasetDescription describe() {
            throw problem;
        }

        @Override
        public ImageDataset load() {
            throw problem;
        }
    }
}

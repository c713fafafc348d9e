package io.bitgap.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code bitgap.*}.
 *
 * @param role which parts run ({@code BITGAP_ROLE}: all, web or worker)
 * @param dataDir where the embedded database, artifacts and data sets are kept ({@code BITGAP_DATA_DIR})
 * @param quickstart whether an empty database gets a first experiment
 * @param datasets further data sets by name, each a directory, zip or tar.gz ({@code BITGAP_DATASETS_<NAME>}); a
 *     directory with {@code #stream224} after it is read while training
 */
@ConfigurationProperties("bitgap")
public record Settings(
        @DefaultValue("all") Role role,
        @DefaultValue(DEFAULT_DATA_DIR) String dataDir,
        @DefaultValue("true") boolean quickstart,
        @DefaultValue Map<String, String> datasets) {
    private static final String DEFAULT_DATA_DIR = "./data";

    public Settings {
        dataDir = dataDir.isBlank() ? DEFAULT_DATA_DIR : dataDir.strip();
        datasets = Map.copyOf(datasets);
    }

    /** The data directory, absolute. */
    public Path dataDirectory() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /** Configured data sets: {@code BITGAP_DATASETS_CIFAR10_JPEG} is {@code cifar10-jpeg}; empty values are left out. */
    public Map<String, Path> datasetPaths() {
        Map<String, Path> paths = new TreeMap<>();
        datasets.forEach((name, path) -> {
            if (!path.isBlank()) {
                paths.put(datasetName(name), Path.of(path.strip()));
            }
        });
        return paths;
    }

    private static String datasetName(String key) {
        return key.toLowerCase(Locale.ROOT).replace('.', '-').replace('_', '-');
    }
}

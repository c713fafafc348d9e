package io.bitgap.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The data sets that environment variables name. */
public final class DatasetPaths {
    private static final String PREFIX = "BITGAP_DATASETS_";

    private DatasetPaths() {}

    /**
     * {@code BITGAP_DATASETS_CIFAR10_JPEG=/data/c.zip} becomes {@code cifar10-jpeg -> /data/c.zip}; other variables and
     * empty values are passed over.
     *
     * @param environment as {@link System#getenv()} gives it
     */
    public static Map<String, Path> from(Map<String, String> environment) {
        Map<String, Path> paths = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && variable.length() > PREFIX.length() && !value.isBlank()) {
                String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                paths.put(name.replace('_', '-'), Path.of(value.strip()));
            }
        });
        return paths;
    }
}

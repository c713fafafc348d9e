package io.bitgap.dataset.stream;

import io.bitgap.dataset.InvalidDataset;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the path of a streamed image folder, e.g. {@code /data/photos#stream224}.
 *
 * @param side pixels of the squares that a network gets
 */
record StreamedPath(Path folder, int side) {
    private static final Pattern FORM = Pattern.compile("(.+)#stream([0-9]{1,9})");
    private static final int MIN_SIDE = 8;
    private static final int MAX_SIDE = 1024;

    static boolean matches(Path given) {
        return FORM.matcher(given.toString()).matches();
    }

    static StreamedPath of(Path given) {
        Matcher parts = FORM.matcher(given.toString());
        if (!parts.matches()) {
            throw new IllegalArgumentException(given + " does not end with #stream and a side");
        }
        int side = Integer.parseInt(parts.group(2));
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new InvalidDataset(
                    "dataset-size",
                    "%s: images of %d pixels a side cannot be had; say #stream%d to #stream%d, usually #stream224."
                            .formatted(given, side, MIN_SIDE, MAX_SIDE));
        }
        return new StreamedPath(Path.of(parts.group(1)), side);
    }
}

package io.bitgap.dataset.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a variable says: a path, and after {@code #} perhaps the size that all images get, as in {@code
 * /data/pets.zip#64x48} (width x height).
 */
record GivenPath(Path path, Optional<ImageSize> size) {
    private static final Pattern SIZED = Pattern.compile("(.+)#([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

    static GivenPath of(Path given) {
        Matcher sized = SIZED.matcher(given.toString());
        if (Files.exists(given) || !sized.matches()) {
            return new GivenPath(given, Optional.empty());
        }
        ImageSize size = new ImageSize(Integer.parseInt(sized.group(2)), Integer.parseInt(sized.group(3)));
        return new GivenPath(Path.of(sized.group(1)), Optional.of(size));
    }
}

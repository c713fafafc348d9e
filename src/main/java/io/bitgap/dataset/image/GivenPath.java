package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a variable says: a path, and words after it, each behind a {@code #}, as in {@code
 * /data/pets.zip#64x48#published=cifar10}.
 *
 * @param size that all images are stretched to, width x height
 * @param stream side in pixels of the squares that are cut out of images which stay in their files
 * @param published the data set whose published numbers stand beside its own
 */
public record GivenPath(Path path, Optional<ImageSize> size, OptionalInt stream, Optional<String> published) {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");
    private static final Pattern STREAM = Pattern.compile("stream([0-9]{1,9})");
    private static final Pattern PUBLISHED = Pattern.compile("published=([a-z0-9][a-z0-9-]{0,62})");
    private static final int MIN_SIDE = 8;
    private static final int MAX_SIDE = 1024;

    /** @throws InvalidDataset for a word that there is not, or that does not go with another */
    public static GivenPath of(Path given) {
        List<String> words = new ArrayList<>();
        Path path = withoutWords(given, words);
        Optional<ImageSize> size = Optional.empty();
        OptionalInt stream = OptionalInt.empty();
        Optional<String> published = Optional.empty();
        for (String word : words) {
            Matcher sized = SIZE.matcher(word);
            Matcher streamed = STREAM.matcher(word);
            Matcher named = PUBLISHED.matcher(word);
            if (sized.matches() && size.isEmpty() && stream.isEmpty()) {
                size = Optional.of(new ImageSize(Integer.parseInt(sized.group(1)), Integer.parseInt(sized.group(2))));
            } else if (streamed.matches() && size.isEmpty() && stream.isEmpty()) {
                stream = OptionalInt.of(side(given, Integer.parseInt(streamed.group(1))));
            } else if (named.matches() && published.isEmpty()) {
                published = Optional.of(named.group(1));
            } else {
                throw wrong(given, word);
            }
        }
        return new GivenPath(path, size, stream, published);
    }

    /** A file that is there may have a # in its name; what has a slash in it is no word. */
    private static Path withoutWords(Path given, List<String> words) {
        String path = given.toString();
        for (int at = path.lastIndexOf('#');
                at > 0 && path.indexOf('/', at) < 0 && !Files.exists(Path.of(path));
                at = path.lastIndexOf('#')) {
            words.add(0, path.substring(at + 1));
            path = path.substring(0, at);
        }
        return Path.of(path);
    }

    private static int side(Path given, int side) {
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new InvalidDataset(
                    "dataset-size",
                    "%s: images of %d pixels a side cannot be had; say #stream%d to #stream%d, usually #stream224."
                            .formatted(given, side, MIN_SIDE, MAX_SIDE));
        }
        return side;
    }

    private static InvalidDataset wrong(Path given, String word) {
        return new InvalidDataset(
                "dataset-option",
                ("%s: #%s means nothing there. After a path that exists there may be #64x64, the size that images are stretched"
                                + " to, or #stream224, which leaves images in their files and cuts squares of that side out of"
                                + " them; and #published=cifar10, the data set whose published numbers stand beside its own.")
                        .formatted(given, word));
    }
}

package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the names in an archive mean: junk that is passed over, names that are refused, images by their path {@code
 * split/class/...}. One folder around everything, as archives often have it, is looked through.
 */
final class EntryNames {
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png");
    private static final Set<String> OTHER_IMAGES =
            Set.of("webp", "bmp", "gif", "tif", "tiff", "avif", "heic", "jp2", "ppm", "pgm");
    private static final Set<String> JUNK = Set.of("__MACOSX", "Thumbs.db", "desktop.ini");
    private static final Set<String> SPLITS = Set.of("train", "test", "val");

    private final String origin;
    private int others;
    private String firstOther = "";

    EntryNames(String origin) {
        this.origin = origin;
    }

    /** The images, by {@code split/class/rest}, sorted. */
    SortedMap<String, ArchiveEntry> images(List<ArchiveEntry> entries) {
        List<ArchiveEntry> kept = new ArrayList<>();
        for (ArchiveEntry entry : entries) {
            refuseTraversal(entry.path());
            if (!isJunk(entry.path())) {
                kept.add(entry);
            }
        }
        String wrapper = wrapper(kept);
        SortedMap<String, ArchiveEntry> images = new TreeMap<>();
        for (ArchiveEntry entry : kept) {
            String path = entry.path();
            String inside = path.startsWith(wrapper) ? path.substring(wrapper.length()) : path;
            if (isImage(inside, entry) && images.put(inside, entry) != null) {
                throw new InvalidDataset("dataset-corrupt", "%s occurs twice in %s.".formatted(entry.path(), origin));
            }
        }
        return images;
    }

    private boolean isImage(String inside, ArchiveEntry entry) {
        String[] parts = inside.split("/", 3);
        if (parts.length < 3 || !SPLITS.contains(parts[0])) {
            return other(entry);
        }
        String extension = inside.substring(inside.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (OTHER_IMAGES.contains(extension)) {
            throw new InvalidDataset(
                    "dataset-format", "%s in %s is not a JPEG or PNG: convert it.".formatted(entry.path(), origin));
        }
        if (!IMAGES.contains(extension)) {
            return other(entry);
        }
        if (entry.size() == 0) {
            throw new InvalidDataset(
                    "unreadable-image",
                    "%s in %s is empty, or a link to nothing: replace or remove it.".formatted(entry.path(), origin));
        }
        return true;
    }

    private boolean other(ArchiveEntry entry) {
        if (others++ == 0) {
            firstOther = entry.path();
        }
        return false;
    }

    /**
     * What lies there instead, for a message that says that a split has no images.
     *
     * @param images how many there are, by split
     */
    String remark(SortedMap<String, Integer> images) {
        List<String> found = new ArrayList<>();
        images.forEach((split, count) ->
                found.add(String.format(Locale.ROOT, "%,d %s in %s/", count, count == 1 ? "image" : "images", split)));
        if (others > 0) {
            found.add(String.format(
                    Locale.ROOT, "%,d other %s, for example %s", others, others == 1 ? "file" : "files", firstOther));
        }
        return (found.isEmpty() ? "There are no files at all." : "What there is: " + String.join("; ", found) + ".")
                + " Expected are train/<class>/*.jpg and test/<class>/*.jpg (or val/<class>/*.jpg), JPEG or PNG.";
    }

    /** The one folder that {@code train/} stands in, with its slash; empty when it stands at the top. */
    private static String wrapper(List<ArchiveEntry> entries) {
        String wrapper = "";
        for (ArchiveEntry entry : entries) {
            String[] parts = entry.path().split("/", 3);
            if (parts[0].equals("train")) {
                return "";
            }
            if (wrapper.isEmpty() && parts.length == 3 && parts[1].equals("train")) {
                wrapper = parts[0] + "/";
            }
        }
        return wrapper;
    }

    private void refuseTraversal(String path) {
        if (path.startsWith("/")
                || path.startsWith("\\")
                || Arrays.asList(path.split("[/\\\\]")).contains("..")) {
            throw new InvalidDataset(
                    "dataset-unsafe-path",
                    "%s holds a file named %s, which leads out of it; such an archive is not used."
                            .formatted(origin, path));
        }
    }

    static boolean isJunk(String path) {
        return Arrays.stream(path.split("/")).anyMatch(part -> part.startsWith(".") || JUNK.contains(part));
    }

    /** The first few of them, for a message. */
    static String some(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(5).toList());
        return names.size() > 5 ? shown + " and " + (names.size() - 5) + " more" : shown;
    }
}

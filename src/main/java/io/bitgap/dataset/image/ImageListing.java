package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The images of a set, in the order of their paths, with their classes.
 *
 * @param classes names in alphabetical order; a label is a position in this list
 */
public record ImageListing(List<String> classes, List<Item> train, List<Item> test) {

    public record Item(ArchiveEntry entry, int label) {
        public String path() {
            return entry.path();
        }

        /** Bytes. */
        public long size() {
            return entry.size();
        }
    }

    /** @param origin the folder or archive, for messages */
    public static ImageListing of(String origin, List<ArchiveEntry> entries) {
        EntryNames names = new EntryNames(origin);
        Map<String, SortedMap<String, List<ArchiveEntry>>> splits = new TreeMap<>();
        for (Map.Entry<String, ArchiveEntry> image : names.images(entries).entrySet()) {
            String[] parts = image.getKey().split("/", 3);
            splits.computeIfAbsent(parts[0], split -> new TreeMap<>())
                    .computeIfAbsent(parts[1], className -> new ArrayList<>())
                    .add(image.getValue());
        }
        SortedMap<String, List<ArchiveEntry>> train = splits.getOrDefault("train", new TreeMap<>());
        SortedMap<String, List<ArchiveEntry>> test =
                splits.getOrDefault("test", splits.getOrDefault("val", new TreeMap<>()));
        if (train.isEmpty() || test.isEmpty()) {
            throw noImages(origin, train.isEmpty() ? "train/<class>/" : "test/<class>/ or val/<class>/", splits, names);
        }
        requireClasses(origin, train, test, "train", "test");
        requireClasses(origin, test, train, "test", "train");
        List<String> classes = List.copyOf(train.keySet());
        if (classes.size() < 2) {
            throw new InvalidDataset(
                    "dataset-classes", origin + " has one class only (" + classes.get(0) + "); two are the least.");
        }
        return new ImageListing(classes, items(train, classes), items(test, classes));
    }

    private static InvalidDataset noImages(
            String origin, String where, Map<String, SortedMap<String, List<ArchiveEntry>>> splits, EntryNames names) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        splits.forEach((split, classes) ->
                counts.put(split, classes.values().stream().mapToInt(List::size).sum()));
        return new InvalidDataset(
                "dataset-empty",
                "%s has no JPEG or PNG images in %s. %s".formatted(origin, where, names.remark(counts)));
    }

    private static void requireClasses(
            String origin,
            SortedMap<String, List<ArchiveEntry>> have,
            SortedMap<String, List<ArchiveEntry>> need,
            String haveName,
            String needName) {
        TreeSet<String> missing = new TreeSet<>(have.keySet());
        missing.removeAll(need.keySet());
        if (!missing.isEmpty()) {
            throw new InvalidDataset(
                    "dataset-classes",
                    "%s: class %s has images in %s but none in %s; both splits need the same classes."
                            .formatted(origin, EntryNames.some(missing), haveName, needName));
        }
    }

    private static List<Item> items(SortedMap<String, List<ArchiveEntry>> split, List<String> classes) {
        List<Item> items = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (ArchiveEntry entry : split.getOrDefault(classes.get(label), List.of())) {
                items.add(new Item(entry, label));
            }
        }
        return List.copyOf(items);
    }

    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        train.forEach(item -> paths.add(item.path()));
        test.forEach(item -> paths.add(item.path()));
        return paths;
    }

    public static int[] labels(List<Item> items) {
        return items.stream().mapToInt(Item::label).toArray();
    }
}

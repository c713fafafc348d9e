package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** A directory; links to files and directories are followed, a link in a circle is an error. */
public final class FolderArchive implements ImageArchive {
    private final Path folder;
    private final ImageLimits limits;

    FolderArchive(Path folder, ImageLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** @throws InvalidDataset when there is no such directory */
    public static FolderArchive of(Path path) throws IOException {
        if (ImageArchive.of(path, ImageLimits.DEFAULT) instanceof FolderArchive folder) {
            return folder;
        }
        throw new InvalidDataset(
                "dataset-not-a-folder",
                "%s is not a directory, so its images cannot be read one by one: unpack it, or leave out #stream and what follows."
                        .formatted(path));
    }

    @Override
    public String kind() {
        return "image-folder";
    }

    /** Times of the directories down to the classes: adding or removing a file changes its directory's time. */
    @Override
    public String stamp() throws IOException {
        StringBuilder stamp = new StringBuilder();
        addTimes(folder, Files.isDirectory(folder.resolve("train")) ? 2 : 3, stamp);
        return stamp.toString();
    }

    private static void addTimes(Path directory, int levels, StringBuilder stamp) throws IOException {
        stamp.append(directory)
                .append(' ')
                .append(Files.getLastModifiedTime(directory))
                .append('\n');
        if (levels == 0) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> files = Files.list(directory)) {
            inside = files.filter(Files::isDirectory).sorted().toList();
        }
        for (Path child : inside) {
            addTimes(child, levels - 1, stamp);
        }
    }

    @Override
    public List<ArchiveEntry> entries() throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 16, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
                    entries.add(new ArchiveEntry(
                            name(file),
                            attributes.isRegularFile() ? attributes.size() : 0, // still a link: it leads nowhere
                            attributes.lastModifiedTime().toMillis()));
                    if (entries.size() > limits.entries()) {
                        throw ImageArchive.tooManyEntries(folder, limits);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return entries;
    }

    /** A class that has a directory and no image in it is a mistake, but not one that the images tell. */
    public void requireNoEmptyClass(ImageListing listing) throws IOException {
        for (ImageListing.Item item :
                List.of(listing.train().get(0), listing.test().get(0))) {
            String name = listing.classes().get(item.label());
            String split = item.path().substring(0, item.path().indexOf("/" + name + "/"));
            try (Stream<Path> inside = Files.list(folder.resolve(split))) {
                List<String> empty = inside.filter(Files::isDirectory)
                        .map(directory -> String.valueOf(directory.getFileName()))
                        .filter(directory -> !EntryNames.isJunk(directory))
                        .filter(directory -> !listing.classes().contains(directory))
                        .sorted()
                        .toList();
                if (!empty.isEmpty()) {
                    throw new InvalidDataset(
                            "dataset-classes",
                            "%s: class %s has a directory in %s and no JPEG or PNG image in it: add images or remove the directory."
                                    .formatted(folder, EntryNames.some(empty), split));
                }
            }
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    @Override
    public void read(List<String> paths, Sink sink) throws IOException {
        for (int i = 0; i < paths.size(); i++) {
            sink.accept(i, content(paths.get(i)));
        }
    }

    private byte[] content(String path) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(path))) {
            byte[] content = in.readNBytes((int) limits.entryBytes() + 1);
            if (content.length > limits.entryBytes()) {
                throw ImageArchive.tooLarge(folder, path, limits);
            }
            return content;
        }
    }

    @Override
    public String checksum(List<String> paths) throws IOException {
        Checksum checksum = new Checksum("SHA-256");
        for (String path : paths) {
            checksum.add((path + '\0').getBytes(StandardCharsets.UTF_8)).add(content(path));
        }
        return checksum.text();
    }
}

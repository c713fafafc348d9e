package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A tar.gz, read from its beginning each time. */
final class TarArchive implements ImageArchive {
    private final Path path;
    private final ImageLimits limits;

    /** Is called at each file, and may read it from the stream. */
    @FunctionalInterface
    private interface Visitor {
        void visit(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    TarArchive(Path path, ImageLimits limits) {
        this.path = path;
        this.limits = limits;
    }

    @Override
    public String kind() {
        return "image-tar";
    }

    @Override
    public String stamp() throws IOException {
        return path.toAbsolutePath() + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
    }

    @Override
    public List<ArchiveEntry> entries() throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        walk((entry, content) -> {
            entries.add(new ArchiveEntry(name(entry), entry.getSize(), 0));
            if (entries.size() > limits.entries()) {
                throw ImageArchive.tooManyEntries(path, limits);
            }
        });
        return entries;
    }

    @Override
    public void read(List<String> paths, Sink sink) throws IOException {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            positions.put(paths.get(i), i);
        }
        walk((entry, content) -> {
            Integer position = positions.get(name(entry));
            if (position != null) {
                byte[] bytes = content.readNBytes((int) Math.min(entry.getSize(), limits.entryBytes() + 1));
                if (bytes.length > limits.entryBytes()) {
                    throw ImageArchive.tooLarge(path, name(entry), limits);
                }
                sink.accept(position, bytes);
            }
        });
    }

    private void walk(Visitor visitor) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (tar.getBytesRead() + entry.getSize() > limits.streamBytes()) {
                    throw new InvalidDataset(
                            "dataset-too-large",
                            "%s unpacks to more than %,d bytes.".formatted(path, limits.streamBytes()));
                }
                if (entry.isFile()) {
                    visitor.visit(entry, tar);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** {@code ./train/a.png}, as tar likes to write it, is {@code train/a.png}. */
    private static String name(TarArchiveEntry entry) {
        String name = entry.getName();
        return name.startsWith("./") ? name.substring(2) : name;
    }

    @Override
    public String checksum(List<String> paths) throws IOException {
        return Checksum.sha256(path);
    }
}

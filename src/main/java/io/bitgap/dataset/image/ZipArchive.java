package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip. Every file read is held to its CRC, which {@link ZipFile} does not do by itself. */
final class ZipArchive implements ImageArchive {
    private final Path path;
    private final ImageLimits limits;

    ZipArchive(Path path, ImageLimits limits) {
        this.path = path;
        this.limits = limits;
    }

    @Override
    public String kind() {
        return "image-zip";
    }

    @Override
    public String stamp() throws IOException {
        return path.toAbsolutePath() + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
    }

    @Override
    public List<ArchiveEntry> entries() throws IOException {
        try (ZipFile zip = open()) {
            if (zip.size() > limits.entries()) {
                throw ImageArchive.tooManyEntries(path, limits);
            }
            List<ArchiveEntry> entries = new ArrayList<>(zip.size());
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    entries.add(new ArchiveEntry(entry.getName(), entry.getSize(), 0));
                }
            }
            return entries;
        }
    }

    @Override
    public void read(List<String> paths, Sink sink) throws IOException {
        try (ZipFile zip = open()) {
            for (int i = 0; i < paths.size(); i++) {
                sink.accept(i, content(zip, paths.get(i)));
            }
        }
    }

    private byte[] content(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is gone");
        }
        if (entry.getSize() > limits.entryBytes()) {
            throw ImageArchive.tooLarge(path, name, limits);
        }
        byte[] content;
        try (InputStream in = zip.getInputStream(entry)) {
            // The declared size may lie: read one byte more than is allowed, never all that comes.
            content = in.readNBytes((int) limits.entryBytes() + 1);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(name, e.toString());
        }
        if (content.length > limits.entryBytes()) {
            throw ImageArchive.tooLarge(path, name, limits);
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        if (crc.getValue() != entry.getCrc()) {
            throw damaged(name, "its CRC does not match");
        }
        return content;
    }

    private InvalidDataset damaged(String name, String why) {
        return new InvalidDataset(
                "dataset-corrupt", "%s in %s is damaged (%s): copy the archive again.".formatted(name, path, why));
    }

    /** Names that are not UTF-8 are read as Latin-1: they need only be distinct. */
    private ZipFile open() throws IOException {
        try {
            return new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public String checksum(List<String> paths) throws IOException {
        return Checksum.sha256(path);
    }
}

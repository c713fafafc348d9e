package io.bitgap.dataset.image;

import io.bitgap.dataset.InvalidDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files by path: a folder, a zip or a tar.gz. Opened anew by every method, so that nothing stays open. */
sealed interface ImageArchive permits FolderArchive, ZipArchive, TarArchive {
    /** Takes the bytes of the file that stands at this position of the list that was asked for. */
    @FunctionalInterface
    interface Sink {
        void accept(int index, byte[] content) throws IOException;
    }

    /** {@code image-folder}, {@code image-zip} or {@code image-tar}. */
    String kind();

    /** Changes when files come or go; cheap. */
    String stamp() throws IOException;

    List<ArchiveEntry> entries() throws IOException;

    /** Reads these files, in whatever order is quickest. */
    void read(List<String> paths, Sink sink) throws IOException;

    /** {@code sha256:...} of the archive, or of the names and bytes of a folder's files. */
    String checksum(List<String> paths) throws IOException;

    /** Tells by the first bytes, not by the name, what it is. */
    static ImageArchive of(Path path, ImageLimits limits) throws IOException {
        if (Files.isDirectory(path)) {
            return new FolderArchive(path, limits);
        }
        if (!Files.exists(path)) {
            throw new InvalidDataset(
                    "dataset-not-found",
                    path + " does not exist: correct the BITGAP_DATASETS_ variable that names it.");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(4);
        }
        if (start.length == 4 && start[0] == 'P' && start[1] == 'K') {
            return new ZipArchive(path, limits);
        }
        if (start.length == 4 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return new TarArchive(path, limits);
        }
        throw new InvalidDataset(
                "dataset-corrupt",
                start.length == 0
                        ? path + " is empty: copy it again."
                        : path + " is neither a directory, a zip nor a tar.gz: it is damaged or something else.");
    }

    static InvalidDataset tooManyEntries(Path path, ImageLimits limits) {
        return new InvalidDataset("dataset-too-large", "%s has more than %,d files.".formatted(path, limits.entries()));
    }

    static InvalidDataset tooLarge(Path path, String entry, ImageLimits limits) {
        return new InvalidDataset(
                "dataset-too-large",
                "%s in %s unpacks to more than %,d bytes; an image file may not."
                        .formatted(entry, path, limits.entryBytes()));
    }
}

package io.bitgap.dataset.image;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.source.Checksum;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The decoded pixels of a set on disk, so that the next start need not decode. The file is found by what it was made from
 * (path, size, time, target size); it is written beside its destination and moved there in one step, and it ends with a CRC: a
 * file that was torn or made by another version counts as absent.
 */
final class DecodedImageCache {
    private static final long MAGIC = 0x626974676170_0001L; // "bitgap", version 1
    private static final String SUFFIX = ".pixels";

    private final Path directory;
    private final String name;
    private final String madeFrom;

    /** @param checksum of the source, kept so that the source need not be read again */
    record Content(String checksum, DecodedSplit train, DecodedSplit test) {}

    DecodedImageCache(Path directory, String name, String madeFrom) {
        this.directory = directory;
        this.name = name;
        this.madeFrom = madeFrom;
    }

    private Path file() {
        String key = Checksum.sha256(madeFrom).substring("sha256:".length(), "sha256:".length() + 16);
        return directory.resolve(name + "-" + key + SUFFIX);
    }

    Optional<Content> read() throws IOException {
        if (!Files.isRegularFile(file())) {
            return Optional.empty();
        }
        CRC32C crc = new CRC32C();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file()), 1 << 16), crc))) {
            if (in.readLong() != MAGIC || !in.readUTF().equals(Checksum.sha256(madeFrom))) {
                return Optional.empty();
            }
            long left = Files.size(file());
            Content content = new Content(in.readUTF(), readSplit(in, left), readSplit(in, left));
            long expected = crc.getValue();
            return in.readLong() == expected ? Optional.of(content) : Optional.empty();
        } catch (EOFException torn) {
            return Optional.empty();
        }
    }

    void write(Content content) throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, name + "-", ".part");
        try {
            CRC32C crc = new CRC32C();
            try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), crc))) {
                out.writeLong(MAGIC);
                out.writeUTF(Checksum.sha256(madeFrom));
                out.writeUTF(content.checksum());
                writeSplit(content.train(), out);
                writeSplit(content.test(), out);
                out.writeLong(crc.getValue());
            }
            Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        removeOthers();
    }

    /** Copies of what the source was before. */
    private void removeOthers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, name + "-????????????????" + SUFFIX)) {
            for (Path file : files) {
                if (!file.equals(file())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static DecodedSplit readSplit(DataInputStream in, long fileSize) throws IOException {
        int size = in.readInt();
        int bytes = in.readInt();
        if (size < 0 || bytes < 0 || bytes > fileSize || size > fileSize) {
            throw new EOFException("damaged");
        }
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = in.readInt();
        }
        byte[] pixels = new byte[bytes];
        in.readFully(pixels);
        return new DecodedSplit(pixels, labels);
    }

    private static void writeSplit(DecodedSplit split, DataOutputStream out) throws IOException {
        out.writeInt(split.size());
        out.writeInt(split.pixels().length);
        for (int label : split.labels()) {
            out.writeInt(label);
        }
        out.write(split.pixels());
    }
}

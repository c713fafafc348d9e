package io.bitgap.backup;

import io.bitgap.format.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip that is being written beside its destination and moved there when it is whole. Only its owner may read it. */
final class Archive implements AutoCloseable {
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Path file;
    private final Path part;
    private final ZipOutputStream zip;

    private Archive(Path file, Path part) throws IOException {
        this.file = file;
        this.part = part;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    static Archive create(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (isPosix(part)) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return new Archive(file, part);
    }

    BackupManifest.Entry add(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest digest = Sha256.digest();
        Counted counted = new Counted(new DigestOutputStream(zip, digest));
        content.writeTo(counted);
        zip.closeEntry();
        return new BackupManifest.Entry(name, counted.bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether it is an earlier one, as those are that lie in the same folder. */
    boolean isLike(Path other) {
        return other.toString().endsWith(".zip")
                && folder().equals(other.toAbsolutePath().normalize().getParent());
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    /** It is whole: from now on it stands at its destination. */
    void finish() throws IOException {
        zip.close();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        if (isPosix(file)) {
            try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            zip.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Does not close what it writes to: other entries follow. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }

        @Override
        public void close() {
            // its archive goes on
        }
    }
}

package io.bitgap.artifact;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Artifacts as files below a directory. A file is written beside its place, forced to the disk, then moved in one step. */
final class DirectoryArtifacts implements Artifacts {
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path root;

    /** @param root made when it does not exist */
    DirectoryArtifacts(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public StoredArtifact put(Naming naming, Content content) {
        try {
            Path temporary = temporaryFile();
            try {
                String sha256 = write(temporary, content);
                long size = Files.size(temporary);
                String key = Keys.checked(naming.key(sha256));
                moveInto(key, temporary);
                return new StoredArtifact(key, size, sha256);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw ArtifactStoreFailed.writing(root.toString(), e);
        }
    }

    @Override
    public InputStream open(String key) {
        try {
            return Files.newInputStream(place(key));
        } catch (NoSuchFileException e) {
            throw missing(key, e);
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(root.toString(), e);
        }
    }

    @Override
    public long size(String key) {
        try {
            return Files.size(place(key));
        } catch (NoSuchFileException e) {
            throw missing(key, e);
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(root.toString(), e);
        }
    }

    @Override
    public boolean exists(String key) {
        return Files.isRegularFile(place(key));
    }

    @Override
    public void delete(String key) {
        Path file = place(key);
        try {
            Files.deleteIfExists(file);
            removeEmptyFolders(file);
        } catch (IOException e) {
            throw ArtifactStoreFailed.writing(root.toString(), e);
        }
    }

    @Override
    public List<String> list(String folder) {
        Path start = place(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).map(this::key).sorted().toList();
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(root.toString(), e);
        }
    }

    @Override
    public void checkWritable() {
        try {
            removeAbandoned();
            Path temporary = temporaryFile();
            try {
                Files.writeString(temporary, "can this be written?");
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw ArtifactStoreFailed.writing(root.toString(), e);
        }
    }

    private Path incoming() throws IOException {
        return Files.createDirectories(root.resolve(".incoming"));
    }

    private Path temporaryFile() throws IOException {
        return Files.createTempFile(incoming(), "", ".part");
    }

    /** What a killed process was writing; other processes may be writing now, so only what rested for long goes. */
    private void removeAbandoned() throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(ABANDONED));
        try (Stream<Path> parts = Files.list(incoming())) {
            for (Path part : parts.toList()) {
                if (Files.getLastModifiedTime(part).compareTo(limit) < 0) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static String write(Path file, Content content) throws IOException {
        var sha256 = Sha256.digest();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), sha256)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void moveInto(String key, Path temporary) throws IOException {
        Path target = place(key);
        Path folder = folderOf(target);
        Files.createDirectories(folder);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(folder);
    }

    /** The new name is on the disk only when its folder is. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void removeEmptyFolders(Path file) throws IOException {
        for (Path folder = folderOf(file); !folder.equals(root); folder = folderOf(folder)) {
            if (!Files.isDirectory(folder) || !isEmpty(folder)) {
                return;
            }
            Files.delete(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Every place lies below the root, so it has a folder. */
    private static Path folderOf(Path place) {
        return Objects.requireNonNull(place.getParent());
    }

    private Path place(String key) {
        return root.resolve(Keys.checked(key));
    }

    private String key(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static MissingArtifact missing(String key, IOException cause) {
        var missing = new MissingArtifact(key);
        missing.causedBy(cause);
        return missing;
    }
}

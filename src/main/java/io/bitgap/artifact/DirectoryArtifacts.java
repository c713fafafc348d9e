package io.bitgap.artifact;

import io.bitgap.format.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Artifacts as files below a directory. A file is written beside its destination, forced to the disk, then moved in one step. */
final class DirectoryArtifacts implements Artifacts {
    private static final Duration ABANDONED = Duration.ofHours(1);
    /** Of a small network's checkpoint. */
    private static final long NEEDED_BYTES = 16L << 20;

    private final Path root;
    private final HashCache hashes = new HashCache();
    private volatile boolean used;

    /** @param root made when it does not exist */
    DirectoryArtifacts(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public StoredArtifact put(Content content) {
        checkStillThere();
        try {
            Path temporary = temporaryFile();
            try {
                SpooledFile spooled = SpooledFile.write(temporary, content);
                String key = ArtifactKeys.of(spooled.sha256());
                moveInto(key, temporary);
                return spooled.as(key);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw ArtifactStoreFailed.writing(location(), e);
        }
    }

    @Override
    public InputStream open(String key, long from) {
        try {
            FileChannel channel = FileChannel.open(path(key), StandardOpenOption.READ);
            return Channels.newInputStream(channel.position(from));
        } catch (NoSuchFileException e) {
            throw missing(key, e);
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(location(), e);
        }
    }

    @Override
    public StoredArtifact examine(String key) {
        try {
            Path file = path(key);
            String sha256 = hashes.get(key, state(file), () -> Sha256.of(open(key)));
            return new StoredArtifact(key, Files.size(file), sha256);
        } catch (NoSuchFileException e) {
            throw missing(key, e);
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(location(), e);
        }
    }

    @Override
    public Optional<ArtifactEntry> find(String key) {
        try {
            BasicFileAttributes file = Files.readAttributes(path(key), BasicFileAttributes.class);
            return file.isRegularFile() ? Optional.of(entry(key, file)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(location(), e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            // its folder stays: another process may be about to move a file into it
            Files.deleteIfExists(path(key));
        } catch (IOException e) {
            throw ArtifactStoreFailed.writing(location(), e);
        }
    }

    @Override
    public void list(String folder, Consumer<ArtifactEntry> action) {
        Path start = path(folder);
        if (!Files.isDirectory(start)) {
            return;
        }
        try {
            Files.walkFileTree(
                    start,
                    new ConcurrentDeleteTolerantVisitor(
                            (file, attributes) -> action.accept(entry(key(file), attributes))));
        } catch (IOException e) {
            throw ArtifactStoreFailed.reading(location(), e);
        }
    }

    @Override
    public void checkUsed() {
        if (!Files.isDirectory(root.resolve(ArtifactKeys.BY_HASH))) {
            throw ArtifactStoreFailed.reading(
                    location(), new NoSuchFileException("nothing was ever stored there; is its volume mounted?"));
        }
        used = true;
    }

    /** What was used once by this process, and is empty now, must not be begun anew. */
    private void checkStillThere() {
        if (used) {
            checkUsed();
        }
    }

    @Override
    public void checkWritable() {
        checkStillThere();
        try {
            Path temporary = temporaryFile();
            try {
                // first of all: it may be what fills the disk
                removeAbandoned(Files.getLastModifiedTime(temporary).toInstant());
                long usable = Files.getFileStore(temporary).getUsableSpace();
                if (usable < NEEDED_BYTES) {
                    throw new IOException("No space left: " + (usable >> 20) + " of the " + (NEEDED_BYTES >> 20)
                            + " MiB that a checkpoint may need are free");
                }
                Files.writeString(temporary, "can this be written?");
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw ArtifactStoreFailed.writing(location(), e);
        }
    }

    @Override
    public String location() {
        return root.toString();
    }

    private Path incoming() throws IOException {
        return Files.createDirectories(root.resolve(".incoming"));
    }

    private Path temporaryFile() throws IOException {
        return Files.createTempFile(incoming(), "", ".part");
    }

    /**
     * What a killed process was writing; other processes may be writing now, so only what rested for long goes.
     *
     * @param now by the clock of whoever keeps the files
     */
    private void removeAbandoned(Instant now) throws IOException {
        FileTime limit = FileTime.from(now.minus(ABANDONED));
        try (Stream<Path> parts = Files.list(incoming())) {
            for (Path part : parts.toList()) {
                if (Files.getLastModifiedTime(part).compareTo(limit) < 0) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private void moveInto(String key, Path temporary) throws IOException {
        Path target = path(key);
        Path folder = folderOf(target);
        Files.createDirectories(folder);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(folder);
        used = true;
    }

    /** The new name is on the disk only when its folder is. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Where the system has a time of change, nobody can write into a file and set that back. */
    private static Map<String, Object> state(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return Files.readAttributes(file, unix ? "unix:ino,size,lastModifiedTime,ctime" : "size,lastModifiedTime");
    }

    /** Every path lies below the root, so it has a folder. */
    private static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private Path path(String key) {
        return root.resolve(ArtifactKeys.checked(key));
    }

    private String key(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static ArtifactEntry entry(String key, BasicFileAttributes file) {
        return new ArtifactEntry(key, file.size(), file.lastModifiedTime().toInstant());
    }

    private MissingArtifact missing(String key, IOException cause) {
        checkUsed();
        var missing = new MissingArtifact(key);
        missing.causedBy(cause);
        return missing;
    }
}

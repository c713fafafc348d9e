package io.bitgap.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The data directory, locked: one process at a time keeps its embedded database there. */
final class DataDirectory implements AutoCloseable {
    /** Below this PostgreSQL cannot even be unpacked and initialized. */
    private static final long NEEDED_AT_FIRST = 200L << 20;
    /** Below this it takes nothing new, as {@link DatabaseTroubles} tells, and may end. */
    private static final long NEEDED = DatabaseTroubles.NEEDED_BYTES;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws DatabaseUnavailable if it cannot be written, is full, or another process has locked it */
    static DataDirectory lock(Path path) {
        try {
            Files.createDirectories(path);
            requireSpace(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("bitgap.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String owner = owner(channel);
                channel.close();
                throw taken(path, owner);
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The data directory " + path + " cannot be written ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ").",
                    "Make it a directory that the user " + System.getProperty("user.name")
                            + " may write, or name another with BITGAP_DATA_DIR.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // the same process, e.g. two contexts in one test
            return null;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        return pid.isBlank() ? "Another Bitgap" : "Another Bitgap (process " + pid + ")";
    }

    private static void requireSpace(Path path) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        long needed = Files.exists(path.resolve("postgres/cluster")) ? NEEDED : NEEDED_AT_FIRST;
        if (usable < needed) {
            throw new DatabaseUnavailable(
                    "Only " + (usable >> 20) + " MiB are free for the data directory " + path + "; the database needs "
                            + (needed >> 20) + " MiB to start.",
                    "Free some space, or name a directory on another disk with BITGAP_DATA_DIR.",
                    null);
        }
    }

    private static Taken taken(Path path, String owner) {
        return new Taken(
                owner + " is using the data directory " + path + ".",
                "Stop it, give this one a directory of its own with BITGAP_DATA_DIR, or let both use one PostgreSQL with"
                        + " SPRING_DATASOURCE_URL.");
    }

    /** Another process has it. */
    static final class Taken extends DatabaseUnavailable {
        private static final long serialVersionUID = 1L;

        Taken(String cause, String action) {
            super(cause, action, null);
        }
    }
}

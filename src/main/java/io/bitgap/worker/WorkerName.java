package io.bitgap.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A name that this process holds alone and gets again when it is started again, even after a kill: what is still marked
 * as executed by that name is then known to be dead. It stands in the data directory, under a file lock that ends with
 * the process; the host's name keeps apart two hosts that share a data directory.
 */
final class WorkerName implements AutoCloseable {
    private static final int MAX_NAMES = 1000;
    private static final int MAX_HOST = 50 - "-999-01234567".length();

    private final String value;
    private final @Nullable FileChannel channel;

    private WorkerName(String value, @Nullable FileChannel channel) {
        this.value = value;
        this.channel = channel;
    }

    /** One that the process which started this one has claimed for it. */
    static WorkerName given(String value) {
        return new WorkerName(value, null);
    }

    /** @param ids makes the id of a name that is used for the first time */
    static WorkerName claim(Path dataDirectory, Supplier<String> ids) {
        try {
            Path folder = Files.createDirectories(dataDirectory.resolve("workers"));
            for (int number = 0; number < MAX_NAMES; number++) {
                FileChannel channel = tryClaim(folder.resolve(host() + "-" + number));
                if (channel != null) {
                    return new WorkerName(host() + "-" + number + "-" + id(channel, ids), channel);
                }
            }
            throw new IllegalStateException(MAX_NAMES + " workers share the data directory " + dataDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + dataDirectory + " cannot be written", e);
        }
    }

    String value() {
        return value;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private static @Nullable FileChannel tryClaim(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held within this process, by another application context
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private static String id(FileChannel channel, Supplier<String> ids) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        channel.read(bytes, 0);
        String stored = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        if (!stored.isEmpty()) {
            return stored;
        }
        String id = ids.get();
        channel.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
        return id;
    }

    private static String host() {
        try {
            return shortened(InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-"));
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** With number and id it has 50 characters, since the scheduler keeps no more of a name. */
    static String shortened(String host) {
        return host.substring(0, Math.min(host.length(), MAX_HOST));
    }
}

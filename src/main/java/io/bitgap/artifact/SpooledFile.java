package io.bitgap.artifact;

import io.bitgap.format.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/**
 * Content that was written to a temporary file and forced to the disk, with its hash.
 *
 * @param size bytes
 * @param sha256 lower-case hex
 */
record SpooledFile(Path file, long size, String sha256) {
    private static final int BUFFER = 1 << 16;

    /** @param file exists and is empty */
    static SpooledFile write(Path file, Artifacts.Content content) throws IOException {
        var sha256 = Sha256.digest();
        long size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), sha256)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
            size = channel.size();
        }
        return new SpooledFile(file, size, HexFormat.of().formatHex(sha256.digest()));
    }

    StoredArtifact as(String key) {
        return new StoredArtifact(key, size, sha256);
    }
}

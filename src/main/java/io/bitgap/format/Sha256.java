package io.bitgap.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of stored files, of plans and of answers. */
public final class Sha256 {
    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Lower-case hex of these bytes, one part behind the other. */
    public static String of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Lower-case hex of the text's UTF-8 bytes. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hex of all bytes of the stream, which is closed. */
    public static String of(InputStream bytes) {
        try {
            return copy(bytes, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies all bytes of the stream, which is closed; lower-case hex of them. */
    public static String copy(InputStream bytes, OutputStream to) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(bytes, digest)) {
            in.transferTo(to);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

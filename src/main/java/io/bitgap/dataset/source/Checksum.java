package io.bitgap.dataset.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** A digest written as {@code sha256:...} or {@code md5:...}. */
public final class Checksum {
    private final MessageDigest digest;

    /** @param algorithm {@code SHA-256} or {@code MD5} */
    public Checksum(String algorithm) {
        try {
            this.digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("This Java has no " + algorithm, e);
        }
    }

    public static String sha256(Path file) throws IOException {
        Checksum checksum = new Checksum("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checksum.add(buffer, n);
            }
        }
        return checksum.text();
    }

    public Checksum add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    public Checksum add(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return this;
    }

    /** Ends the digest. */
    public String text() {
        String algorithm = digest.getAlgorithm().toLowerCase(Locale.ROOT).replace("-", "");
        return algorithm + ":" + HexFormat.of().formatHex(digest.digest());
    }
}

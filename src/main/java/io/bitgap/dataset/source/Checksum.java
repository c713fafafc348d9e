package io.bitgap.dataset.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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
        return of(file, "SHA-256");
    }

    public static String md5(Path file) throws IOException {
        return of(file, "MD5");
    }

    /** Of a text's UTF-8 bytes. */
    public static String sha256(String text) {
        return new Checksum("SHA-256")
                .add(text.getBytes(StandardCharsets.UTF_8))
                .text();
    }

    private static String of(Path file, String algorithm) throws IOException {
        Checksum checksum = new Checksum(algorithm);
        try (InputStream in = checksum.reading(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.text();
    }

    /** A stream that adds what is read from it. */
    public InputStream reading(InputStream in) {
        return new DigestInputStream(in, digest);
    }

    public Checksum add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Ends the digest. */
    public String text() {
        String algorithm = digest.getAlgorithm().toLowerCase(Locale.ROOT).replace("-", "");
        return algorithm + ":" + HexFormat.of().formatHex(digest.digest());
    }
}

package io.bitgap.account;

import io.bitgap.format.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens and one-time links: 256 random bits, of which only the hash is kept. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secrets() {}

    /** 43 letters, digits, - and _. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String secret) {
        return Sha256.of(secret);
    }
}

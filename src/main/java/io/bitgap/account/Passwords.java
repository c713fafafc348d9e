package io.bitgap.account;

import io.bitgap.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What a password has to be. Length is what makes one hard to guess, not which characters it has (NIST SP 800-63B). */
final class Passwords {
    static final int MIN_LENGTH = 12;
    /** More bytes are not looked at by bcrypt. */
    static final int MAX_BYTES = 72;

    static final PasswordEncoder ENCODER = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    /** A shorter name is part of many a good password. */
    private static final int LONG_NAME = 4;

    private Passwords() {}

    /**
     * @param name of the person
     * @throws Problem (422) with what is wrong with it
     */
    static String hash(String password, String name) {
        Optional<String> wrong = Optional.ofNullable(wrong(password, name));
        if (wrong.isPresent()) {
            throw Problem.at(Problem.Kind.UNPROCESSABLE, "/password", "weak-password", wrong.get());
        }
        return ENCODER.encode(password);
    }

    private static @Nullable String wrong(String password, String name) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            return "A password has at least " + MIN_LENGTH
                    + " characters; a few words that do not belong together are easy to keep.";
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "A password has at most " + MAX_BYTES + " bytes in UTF-8.";
        }
        if (password.codePoints().distinct().count() < 5
                || name.length() >= LONG_NAME
                        && password.toLowerCase(java.util.Locale.ROOT).contains(name)) {
            return "This password is easy to guess: take one without the sign-in name, of more than four different characters.";
        }
        return null;
    }
}

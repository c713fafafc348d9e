package io.bitgap.artifact;

import java.util.regex.Pattern;

/** Checks artifact keys: none may leave the store's folder or have a special meaning to a file system. */
final class ArtifactKeys {
    /** The folder of everything that is stored by its hash. */
    static final String BY_HASH = "sha256";

    // a name starts with a letter or digit, which leaves out "..", hidden files and the store's own temporary folder
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final int MAX_LENGTH = 500;

    private ArtifactKeys() {}

    static String checked(String key) {
        if (key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new InvalidArtifactKey(key);
        }
        return key;
    }

    /** Spread over 256 folders, because a folder with a hundred thousand files is slow to list. */
    static String of(String sha256) {
        return BY_HASH + "/" + sha256.substring(0, 2) + "/" + sha256;
    }
}

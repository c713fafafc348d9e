package io.bitgap.artifact;

import java.util.regex.Pattern;

/** What a key may look like: nothing that leaves the store's folder, nothing that a file system reads in its own way. */
final class Keys {
    // a name starts with a letter or digit, which leaves out "..", hidden files and the store's own temporary folder
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final int LONGEST = 500;

    private Keys() {}

    static String checked(String key) {
        if (key.length() > LONGEST || !KEY.matcher(key).matches()) {
            throw new InvalidArtifactKey(key);
        }
        return key;
    }
}

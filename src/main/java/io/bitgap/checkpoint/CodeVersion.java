package io.bitgap.checkpoint;

/**
 * The version of the code that made a checkpoint.
 *
 * @param version version of Bitgap
 * @param commit full id of the Git commit, followed by {@code -dirty} where the sources had changes that are not in it; {@code unknown}
 *     where the build was not told
 * @param builtAt ISO-8601 time of that commit, which stands for the time of the build so that the same commit makes the same jar;
 *     {@code unknown} when it does not run from a build
 */
public record CodeVersion(String version, String commit, String builtAt) {
    static final String UNKNOWN = "unknown";

    public CodeVersion {
        if (version.isBlank() || commit.isBlank() || builtAt.isBlank()) {
            throw new IllegalArgumentException(
                    "A code version has no empty part; what is not known is '" + UNKNOWN + "'.");
        }
    }
}

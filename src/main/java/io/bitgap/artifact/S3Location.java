package io.bitgap.artifact;

import io.bitgap.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket and a key prefix, parsed from {@code s3://bucket/prefix}.
 *
 * @param prefix empty, or a folder with a slash at its end
 */
record S3Location(String bucket, String prefix) {
    private static final String SCHEME = "s3://";
    private static final Pattern LOCATION =
            Pattern.compile("s3://([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(?:/+([A-Za-z0-9][A-Za-z0-9._/-]*?))?/*");

    static boolean isMeantBy(String location) {
        return location.contains("://");
    }

    static S3Location of(String location) {
        Matcher parts = LOCATION.matcher(location);
        if (!parts.matches()) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "artifact-location",
                    "BITGAP_ARTIFACTS is " + location
                            + ", which is neither a directory nor an S3 bucket: write s3://bucket or s3://bucket/prefix,"
                            + " or the path of a directory.");
        }
        return new S3Location(parts.group(1), parts.group(2) == null ? "" : parts.group(2) + "/");
    }

    String object(String key) {
        return prefix + ArtifactKeys.checked(key);
    }

    String key(String object) {
        return object.substring(prefix.length());
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }
}

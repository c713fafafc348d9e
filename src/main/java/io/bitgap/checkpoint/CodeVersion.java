package io.bitgap.checkpoint;

/**
 * Which code made a checkpoint.
 *
 * @param version version of Bitgap
 * @param builtAt ISO-8601 time of the build, or {@code unknown} when it does not run from a build
 */
public record CodeVersion(String version, String builtAt) {}

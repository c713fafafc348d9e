package io.bitgap.dataset.image;

/**
 * A file in a folder or an archive.
 *
 * @param path with slashes, from the root of the archive
 * @param size uncompressed bytes, as declared
 * @param modified milliseconds since 1970; 0 in archives, where the archive's own time counts
 */
public record ArchiveEntry(String path, long size, long modified) {}

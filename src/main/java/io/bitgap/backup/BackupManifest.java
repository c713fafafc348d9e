package io.bitgap.backup;

import java.util.List;

/**
 * What a backup holds; its last entry, so that a backup that has it is whole.
 *
 * @param format of the archive
 * @param bitgap version and commit of the program that made it
 * @param createdAt ISO-8601, by the database's clock: everything is as it was then
 * @param postgres version of the server
 * @param migrations of the tables, in their order
 * @param tables rows, in PostgreSQL's text format for COPY
 * @param sequences with the next value of each
 * @param files of the data directory and of the artifact store
 * @param missing keys of files that rows name and the store did not have, or had with other bytes; names of those of the data
 *     directory that could not be read, and of links to folders
 */
record BackupManifest(
        String format,
        String bitgap,
        String createdAt,
        String postgres,
        List<Migration> migrations,
        List<Table> tables,
        List<Sequence> sequences,
        List<Entry> files,
        List<String> missing) {
    static final String FORMAT = "bitgap-backup/1";
    static final String NAME = "manifest.json";

    /** @param checksum of its script */
    record Migration(String version, int checksum) {}

    /** @param columns those that are stored and not computed */
    record Table(String name, List<String> columns, long rows, Entry entry) {}

    record Sequence(String name, long next) {}

    /**
     * @param name of the entry in the archive
     * @param size bytes
     * @param sha256 lower-case hex
     */
    record Entry(String name, long size, String sha256) {}
}

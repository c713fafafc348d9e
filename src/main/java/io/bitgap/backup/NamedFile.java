package io.bitgap.backup;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A file of the artifact store that rows name. */
record NamedFile(String key, long size, String sha256) {

    /** Of checkpoints whose files were not removed; each once, by key. */
    static List<NamedFile> all(Catalog catalog) throws SQLException {
        List<NamedFile> files = new ArrayList<>();
        try (PreparedStatement query = catalog.connection().prepareStatement("""
                        select distinct f.storage_key, f.size, f.sha256
                        from checkpoint_file f join checkpoint c on c.id = f.checkpoint_id
                        where c.files_removed_at is null order by f.storage_key
                        """);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                files.add(new NamedFile(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return files;
    }

    /** Whether these are the bytes that were stored. */
    boolean is(long foundSize, String foundHash) {
        return foundSize == size && foundHash.equals(sha256);
    }
}

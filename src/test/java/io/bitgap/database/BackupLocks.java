package io.bitgap.database;

import javax.sql.DataSource;

/** Locks for the tests of other rooms. */
public final class BackupLocks {
    private BackupLocks() {}

    public static BackupLock of(DataSource source) {
        return new BackupLock(source);
    }
}

package io.bitgap.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a database's own catalog says of the tables in the schema that is used. */
record Catalog(Connection connection) {
    private static final String HISTORY = "flyway_schema_history";

    /** Tables but for the one of migrations, by name. */
    List<String> tables() throws SQLException {
        return list("select tablename from pg_tables where schemaname = current_schema() and tablename <> '" + HISTORY
                + "' order by tablename");
    }

    /** Whether there is no table at all. */
    boolean isEmpty() throws SQLException {
        return list("select tablename from pg_tables where schemaname = current_schema()")
                .isEmpty();
    }

    /** Tables whose policies hold for their owner too. */
    List<String> tablesWithForcedPolicies() throws SQLException {
        return list("select oid::regclass from pg_class where relforcerowsecurity"
                + " and relnamespace = current_schema()::regnamespace order by oid");
    }

    List<String> columns(String table) throws SQLException {
        return list("select quote_ident(attname) from pg_attribute where attrelid = quote_ident('" + table
                + "')::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum");
    }

    List<BackupManifest.Sequence> sequences() throws SQLException {
        List<BackupManifest.Sequence> sequences = new ArrayList<>();
        for (String name :
                list("select quote_ident(sequencename) from pg_sequences where schemaname = current_schema()")) {
            sequences.add(new BackupManifest.Sequence(
                    name,
                    Long.parseLong(one("select last_value + case when is_called then 1 else 0 end from " + name))));
        }
        return sequences;
    }

    List<BackupManifest.Migration> migrations() throws SQLException {
        List<BackupManifest.Migration> migrations = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select version, checksum from " + HISTORY
                        + " where success and version is not null and checksum is not null order by installed_rank");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                migrations.add(new BackupManifest.Migration(row.getString(1), row.getInt(2)));
            }
        }
        return migrations;
    }

    /** Statements that drop the foreign keys, and those that make them again and so check every row. */
    List<String> foreignKeys(boolean make) throws SQLException {
        return list(
                "select 'alter table ' || conrelid::regclass || "
                        + (make
                                ? "' add constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid)"
                                : "' drop constraint ' || quote_ident(conname)")
                        + " from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by oid");
    }

    String one(String query) throws SQLException {
        return list(query).get(0);
    }

    List<String> list(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    void execute(List<String> statements) throws SQLException {
        for (String each : statements) {
            try (PreparedStatement statement = connection.prepareStatement(each)) {
                statement.execute();
            }
        }
    }
}

package io.bitgap.comparison;

import io.bitgap.TestDatabase;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One database for the tests of this room that need no context. */
public final class MigratedDatabase {
    private static final DataSource SOURCE = TestDatabase.source();

    private MigratedDatabase() {}

    public static JdbcClient jdbc() {
        return JdbcClient.create(SOURCE);
    }

    static DataSource source() {
        return SOURCE;
    }
}

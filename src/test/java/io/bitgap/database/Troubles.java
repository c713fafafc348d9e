package io.bitgap.database;

import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What may be wrong with a database, for the tests of other rooms. */
public final class Troubles {
    private Troubles() {}

    public static DatabaseTroubles of(DataSource source, Path dataDirectory) {
        return new DatabaseTroubles(
                JdbcClient.create(source), new Settings(Role.ALL, dataDirectory.toString(), false, Map.of()), "");
    }
}

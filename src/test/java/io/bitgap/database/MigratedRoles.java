package io.bitgap.database;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Grants the service's role what it has in the product, on tables that were made outside an application context. */
public final class MigratedRoles {
    private MigratedRoles() {}

    public static void settle(DataSource service, DataSource owner) {
        try {
            new DatabaseRoles(service).settle(owner);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

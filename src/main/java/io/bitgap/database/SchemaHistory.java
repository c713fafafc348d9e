package io.bitgap.database;

import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Brings the tables up to date. A database whose tables were made by other scripts than this program's (those of versions that
 * were never released, or of a later one) is left as it is, and the start ends with what can be done about it.
 */
@Component
class SchemaHistory implements FlywayMigrationStrategy {
    private static final String WHERE =
            "another directory with BITGAP_DATA_DIR, or where SPRING_DATASOURCE_URL is set another"
                    + " database there.";

    private final DatabaseRoles roles;
    private final ApplicationEventPublisher events;

    SchemaHistory(DatabaseRoles roles, ApplicationEventPublisher events) {
        this.roles = roles;
        this.events = events;
    }

    @Override
    public void migrate(Flyway flyway) {
        MigrationInfo[] applied = flyway.info().applied();
        refuseWhere(
                Arrays.stream(applied).anyMatch(SchemaHistory::isOfAnotherScript),
                "The tables of the database were made by a version of Bitgap from before its first release,"
                        + " which this one cannot continue; nothing in it was changed.",
                "Keep it with the version that made it, or dump it with pg_dump; give this one an empty database: "
                        + WHERE);
        refuseWhere(
                Arrays.stream(applied)
                        .anyMatch(migration -> !migration.getState().isResolved()),
                "The tables of the database were made by a later version of Bitgap (" + last(applied)
                        + " is unknown to this one); nothing in it was changed.",
                "Start the later version again, or restore a backup that this version made, into an empty database: "
                        + WHERE);
        DataSource owner = flyway.getConfiguration().getDataSource();
        try {
            if (flyway.info().pending().length > 0) {
                roles.requireThatItMayMigrate(owner);
            }
            flyway.migrate();
            roles.settle(owner);
            events.publishEvent(new SchemaReady());
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    "The database cannot be prepared for the service (" + e.getMessage() + ").",
                    "See that the role of SPRING_FLYWAY_USER owns the tables and may grant them to the role of"
                            + " SPRING_DATASOURCE_USERNAME.",
                    e);
        }
    }

    private static void refuseWhere(boolean foreign, String cause, String action) {
        if (foreign) {
            throw new DatabaseUnavailable(cause, action, null);
        }
    }

    private static @Nullable String last(MigrationInfo[] applied) {
        return applied.length == 0 ? null : applied[applied.length - 1].getScript();
    }

    /** A script that ran under a version that is another script here. */
    private static boolean isOfAnotherScript(MigrationInfo applied) {
        return applied.getState().isResolved() && !(applied.isDescriptionMatching() && applied.isChecksumMatching());
    }
}

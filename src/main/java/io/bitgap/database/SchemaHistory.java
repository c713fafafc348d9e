package io.bitgap.database;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Brings the tables up to date. A database whose tables were made by other scripts than this program's (those of versions that
 * were never released) is left as it is, and the start ends with what can be done about it.
 */
@Component
class SchemaHistory implements FlywayMigrationStrategy {
    private final ApplicationEventPublisher events;

    SchemaHistory(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void migrate(Flyway flyway) {
        if (Arrays.stream(flyway.info().applied()).anyMatch(SchemaHistory::isOfAnotherScript)) {
            throw new DatabaseUnavailable(
                    "The tables of the database were made by a version of Bitgap from before its first release,"
                            + " which this one cannot continue; nothing in it was changed.",
                    "Keep it with the version that made it, or dump it with pg_dump; give this one an empty database: another"
                            + " directory with BITGAP_DATA_DIR, or where SPRING_DATASOURCE_URL is set another database there.",
                    null);
        }
        flyway.migrate();
        events.publishEvent(new SchemaReady());
    }

    /** A script that ran under a version that is another script here. Versions that are unknown here may be of the future. */
    private static boolean isOfAnotherScript(MigrationInfo applied) {
        return applied.getState().isResolved() && !(applied.isDescriptionMatching() && applied.isChecksumMatching());
    }
}

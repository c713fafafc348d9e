package io.bitgap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseTimeTests {
    private static final long MINUTE = 60_000_000_000L;

    private final DataSource database = TestDatabase.source();
    private final AtomicLong counter = new AtomicLong();

    @Test
    void timeIsTheDatabasesAndCountsOnWithoutAnyClockOfTheMachine() throws SQLException {
        try (var time = new DatabaseTime(database, counter::get)) {
            Instant first = time.instant();
            assertThat(first).isCloseTo(databases(), within(10, ChronoUnit.SECONDS));

            counter.addAndGet(MINUTE);

            assertThat(time.instant()).isEqualTo(first.plusSeconds(60));
        }
    }

    @Test
    void aDifferenceIsCorrectedAndWhatMayBeAnErrorOfMeasurementIsNot() throws SQLException {
        try (var time = new DatabaseTime(database, counter::get)) {
            // the machine slept, or the database's clock was set
            counter.addAndGet(60 * MINUTE);
            time.correct();

            Instant corrected = time.instant();
            assertThat(corrected).isCloseTo(databases(), within(10, ChronoUnit.SECONDS));
            assertThat(corrected).isEqualTo(corrected.truncatedTo(ChronoUnit.MICROS));
        }
    }

    private Instant databases() {
        return JdbcClient.create(database)
                .sql("select clock_timestamp()")
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }
}

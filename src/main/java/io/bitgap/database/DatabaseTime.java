package io.bitgap.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, which all processes share whatever the clocks of their machines say. It is asked for again and again; in
 * between it is counted on with a counter that nobody sets, so that setting the machine's clock changes nothing.
 */
final class DatabaseTime implements InstantSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    /** What the counter and the database's clock may differ by without one of them having been set. */
    private static final Duration TOLERATED = Duration.ofMillis(1);
    /** Worth a line in the log. */
    private static final Duration JUMP = Duration.ofSeconds(2);

    private final DataSource database;
    private final LongSupplier counter;
    private final ScheduledExecutorService corrections = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "database-time");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Reading last;

    /** What the database's clock showed when the counter stood at {@code count}, give or take {@code error} ns. */
    private record Reading(Instant time, long count, long error) {
        Instant at(long now) {
            return time.plusNanos(now - count);
        }
    }

    /** @param counter of nanoseconds, as {@link System#nanoTime} */
    DatabaseTime(DataSource database, LongSupplier counter) throws SQLException {
        this.database = database;
        this.counter = counter;
        this.last = read();
    }

    void start() {
        corrections.scheduleWithFixedDelay(
                this::correctOrWarn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Instant instant() {
        // PostgreSQL keeps microseconds; a time is the same before and after it was stored
        return last.at(counter.getAsLong()).truncatedTo(ChronoUnit.MICROS);
    }

    private void correctOrWarn() {
        try {
            correct();
        } catch (Throwable e) {
            // it would be corrected no more
            LOG.debug("The database's time is not known just now; it is counted on", e);
        }
    }

    /** What is within the error of the measurement is left as it is, so that time does not jump to and fro. */
    void correct() throws SQLException {
        Reading now = read();
        Duration difference = Duration.between(last.at(now.count()), now.time());
        if (difference.abs().compareTo(JUMP) > 0) {
            LOG.warn("The database's clock was set: it differs by {} from what was expected", difference);
        }
        if (difference.abs().minus(TOLERATED).toNanos() > now.error()) {
            last = now;
        }
    }

    private Reading read() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            long asked = counter.getAsLong();
            try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                long answered = counter.getAsLong();
                long half = (answered - asked) / 2;
                return new Reading(row.getObject(1, OffsetDateTime.class).toInstant(), asked + half, half);
            }
        }
    }

    @Override
    public void close() {
        corrections.shutdownNow();
    }
}

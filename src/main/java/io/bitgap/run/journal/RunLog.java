package io.bitgap.run.journal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the logs of runs, within the caller's transaction. Writing locks the run's row; whoever locks other rows as well does that
 * afterwards.
 */
@Component
public class RunLog {
    /** Several lines an epoch for thousands of epochs. */
    static final int MAX_LINES = 10_000;

    static final int MAX_LINE_LENGTH = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    RunLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record LogPosition(long event, int line) {}

    public void info(UUID run, @Nullable Integer attempt, String text) {
        write(run, attempt, LogLevel.INFO, text);
    }

    /**
     * Errors are written to a full log too: there are a few for each attempt.
     *
     * @param attempt null where it is about none
     */
    public void write(UUID run, @Nullable Integer attempt, LogLevel level, String text) {
        jdbc.sql("""
                        update run set last_event = last_event + 1, log_lines = log_lines + 1
                        where id = :run and (log_lines < :most or :error)
                        returning last_event as event, log_lines as line
                        """)
                .param("run", run)
                .param("most", MAX_LINES)
                .param("error", level == LogLevel.ERROR)
                .query(LogPosition.class)
                .optional()
                .ifPresent(position -> {
                    if (position.line() != MAX_LINES) {
                        insert(run, position, attempt, level, text);
                        return;
                    }
                    insert(run, position, attempt, LogLevel.WARN, full());
                    if (level == LogLevel.ERROR) {
                        write(run, attempt, level, text);
                    }
                });
    }

    private void insert(UUID run, LogPosition position, @Nullable Integer attempt, LogLevel level, String text) {
        jdbc.sql("""
                        insert into log_line (run_id, line, event, at, attempt, level, text)
                        values (:run, :line, :event, :at, :attempt, :level, :text)
                        """)
                .param("run", run)
                .param("line", position.line())
                .param("event", position.event())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("attempt", attempt)
                .param("level", level.name())
                .param("text", oneLine(text))
                .update();
    }

    private static String full() {
        return "The log is full: a run has at most " + MAX_LINES + " lines. Later ones are left out.";
    }

    /** Line breaks and other control characters become spaces, what is too long is cut. */
    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        if (line.isEmpty()) {
            return "(nothing)";
        }
        return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH - 1) + "…";
    }
}

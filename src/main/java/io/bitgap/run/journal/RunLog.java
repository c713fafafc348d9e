package io.bitgap.run.journal;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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

    public void info(UUID run, @Nullable Integer attempt, String text) {
        write(run, attempt, LogLevel.INFO, text);
    }

    /** The same line in the logs of all these runs, about none of their attempts. */
    public void info(Collection<UUID> runs, String text) {
        write(runs, LogLevel.INFO, text);
    }

    /** As {@link #info(Collection, String)}. */
    public void write(Collection<UUID> runs, LogLevel level, String text) {
        write(runs, null, level, text);
    }

    /**
     * Errors are written to a full log too: there are a few for each attempt.
     *
     * @param attempt null where it is about none
     */
    public void write(UUID run, @Nullable Integer attempt, LogLevel level, String text) {
        write(List.of(run), attempt, level, text);
    }

    private void write(Collection<UUID> runs, @Nullable Integer attempt, LogLevel level, String text) {
        if (runs.isEmpty()) {
            return;
        }
        List<UUID> full = jdbc.sql("""
                        with counted as (
                          update run set last_event = last_event + 1, log_lines = log_lines + 1
                          where id = any(:runs) and (log_lines < :most or :error)
                          returning id, log_lines, last_event, log_lines = :most as last),
                        written as (
                          insert into log_line (run_id, line, event, at, attempt, level, text)
                          select id, log_lines, last_event, :at, :attempt,
                            case when last then 'WARN' else :level end, case when last then :lastText else :text end
                          from counted)
                        select id from counted where last
                        """)
                .param("runs", runs.toArray(UUID[]::new))
                .param("most", MAX_LINES)
                .param("error", level == LogLevel.ERROR)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("attempt", attempt, Types.INTEGER)
                .param("level", level.name())
                .param("lastText", full())
                .param("text", oneLine(text))
                .query(UUID.class)
                .list();
        if (level == LogLevel.ERROR) {
            write(full, attempt, level, text);
        }
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

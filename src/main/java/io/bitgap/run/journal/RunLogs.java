package io.bitgap.run.journal;

import io.bitgap.listing.Page;
import io.bitgap.listing.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the logs of runs. */
@Service
@Transactional(readOnly = true)
public class RunLogs {
    private static final String MATCHING = """
            from log_line
            where run_id = :run
              and (cast(:text as text) is null or position(lower(:text) in lower(text)) > 0)
              and (cast(:level as text) is null or level = :level)
            """;

    private final JdbcClient jdbc;

    RunLogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The whole log, or what of it matches, oldest first. It is bounded where it is written, but for a few errors. */
    public List<LogLine> all(UUID run, LogQuery query) {
        return lines(run, query, "asc", 2 * RunLog.MAX_LINES);
    }

    /** A page of it, oldest first; its token is the number of its last line. */
    public Page<LogLine> list(UUID run, LogQuery query, int limit) {
        List<LogLine> found = lines(run, query, "asc", limit + 1);
        long total = matching(run, query, "select count(*) " + MATCHING)
                .query(Long.class)
                .single();
        if (found.size() <= limit) {
            return new Page<>(found, null, total);
        }
        List<LogLine> page = found.subList(0, limit);
        return new Page<>(page, String.valueOf(page.get(limit - 1).line()), total);
    }

    /** The last lines that match, oldest first, and how many match in all. */
    public Page<LogLine> newest(UUID run, LogQuery query, int limit) {
        List<LogLine> found = new ArrayList<>(lines(run, query, "desc", limit));
        Collections.reverse(found);
        long total = matching(run, query, "select count(*) " + MATCHING)
                .query(Long.class)
                .single();
        return new Page<>(found, null, total);
    }

    private List<LogLine> lines(UUID run, LogQuery query, String direction, int most) {
        String sql = "select line, at, attempt, level, text " + MATCHING + " and line > :after order by line "
                + direction + " limit :most";
        return matching(run, query, sql)
                .param("after", query.after())
                .param("most", most)
                .query((row, number) -> line(row))
                .list();
    }

    private JdbcClient.StatementSpec matching(UUID run, LogQuery query, String sql) {
        @Nullable LogLevel level = query.level();
        return jdbc.sql(sql)
                .param("run", run)
                .param("text", query.text())
                .param("level", level == null ? null : level.name());
    }

    static LogLine line(ResultSet row) throws SQLException {
        return new LogLine(
                row.getInt("line"),
                Rows.instant(row, "at"),
                row.getObject("attempt", Integer.class),
                LogLevel.valueOf(row.getString("level")),
                row.getString("text"));
    }
}

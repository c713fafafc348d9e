package io.bitgap.run.journal;

import io.bitgap.listing.Rows;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.training.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The events of runs, wherever they are trained. */
@Service
public class RunEvents {
    private final JdbcClient jdbc;

    RunEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far a run is.
     *
     * @param last id of its last event
     * @param version changes with everything that {@link #now} says
     * @param over whether the run is finished, its exports too: nothing more happens unless somebody asks for it
     * @param privateTo who sees it besides those who see everything; null for everyone
     */
    public record Head(
            long last, long version, boolean over, @Nullable UUID privateTo, Now now) {}

    /** What is true of a run at this moment and no event: it changes every second. */
    public record Now(RunState state, Progress progress, RunView.Metrics metrics) {}

    /** Of several runs, with one query. */
    @Transactional(readOnly = true)
    public Map<UUID, Head> heads(Collection<UUID> runs) {
        Map<UUID, Head> heads = new HashMap<>();
        jdbc.sql("""
                        select id, private_to, last_event, version, state, epoch, epochs, step, steps, images_per_second, eta_seconds,
                          best_top1, last_top1, last_top5, ptq_top1,
                          finished_at is not null and not exists (
                            select from checkpoint c join deployment d on d.checkpoint_id = c.id
                            where c.run_id = run.id and d.finished_at is null) as over
                        from run where id = any(:ids)
                        """).param("ids", runs.toArray(UUID[]::new)).query(row -> {
            heads.put(
                    Rows.uuid(row, "id"),
                    new Head(
                            row.getLong("last_event"),
                            row.getLong("version"),
                            row.getBoolean("over"),
                            row.getObject("private_to", UUID.class),
                            now(row)));
        });
        return heads;
    }

    /** The events with ids above {@code after}, up to {@code until}, in their order. */
    @Transactional(readOnly = true)
    public List<RunEvent> between(UUID run, long after, long until) {
        List<RunEvent> events = new ArrayList<>();
        events.addAll(part("select event, at, state, reason from state_change", run, after, until)
                .query((row, number) -> (RunEvent) state(row))
                .list());
        events.addAll(part("select event, line, at, attempt, level, text from log_line", run, after, until)
                .query((row, number) -> (RunEvent) new RunEvent.Log(row.getLong("event"), RunLogs.line(row)))
                .list());
        events.addAll(metrics(run, after, until));
        events.sort(Comparator.comparingLong(RunEvent::id));
        return events;
    }

    private List<RunEvent> metrics(UUID run, long after, long until) {
        Map<Long, List<RunEvent.Value>> values = new TreeMap<>();
        part("select event, name, step, epoch, value from metric", run, after, until)
                .query(row -> {
                    values.computeIfAbsent(row.getLong("event"), event -> new ArrayList<>())
                            .add(new RunEvent.Value(
                                    row.getString("name"),
                                    row.getLong("step"),
                                    row.getDouble("epoch"),
                                    row.getDouble("value")));
                });
        return values.entrySet().stream()
                .map(entry -> (RunEvent) new RunEvent.Metric(entry.getKey(), sorted(entry.getValue())))
                .collect(Collectors.toList());
    }

    private static List<RunEvent.Value> sorted(List<RunEvent.Value> values) {
        values.sort(Comparator.comparing(RunEvent.Value::step).thenComparing(RunEvent.Value::name));
        return values;
    }

    private JdbcClient.StatementSpec part(String select, UUID run, long after, long until) {
        return jdbc.sql(select + " where run_id = :run and event > :after and event <= :until")
                .param("run", run)
                .param("after", after)
                .param("until", until);
    }

    private static RunEvent.State state(ResultSet row) throws SQLException {
        return new RunEvent.State(
                row.getLong("event"),
                Rows.instant(row, "at"),
                RunState.valueOf(row.getString("state")),
                row.getString("reason"));
    }

    private static Now now(ResultSet row) throws SQLException {
        return new Now(
                RunState.valueOf(row.getString("state")),
                new Progress(
                        row.getInt("epoch"),
                        row.getInt("epochs"),
                        row.getInt("step"),
                        row.getInt("steps"),
                        row.getDouble("images_per_second"),
                        row.getDouble("eta_seconds")),
                RunView.Metrics.of(row));
    }
}

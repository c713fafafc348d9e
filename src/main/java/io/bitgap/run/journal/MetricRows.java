package io.bitgap.run.journal;

import io.bitgap.training.MetricPoint;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measured values: many small rows, written in batches and read as series. */
@Component
public class MetricRows {
    private static final String UPSERT = """
            insert into metric (run_id, name, step, epoch, value, recorded_at, event) values (?, ?, ?, ?, ?, ?, ?)
            on conflict (run_id, name, step) do update
              set epoch = excluded.epoch, value = excluded.value, recorded_at = excluded.recorded_at, event = excluded.event
            """;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Clock clock;

    MetricRows(JdbcTemplate batches, JdbcClient jdbc, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Values that are not finite numbers are left out: they cannot be drawn, and a run that has them fails anyway. */
    public void store(UUID run, List<MetricPoint> points) {
        List<MetricPoint> finite = points.stream()
                .filter(point -> Double.isFinite(point.value()) && Double.isFinite(point.epoch()))
                .toList();
        if (finite.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        long event = nextEvent(run);
        batches.batchUpdate(
                UPSERT,
                finite.stream()
                        .map(point ->
                                new Object[] {run, point.name(), point.step(), point.epoch(), point.value(), now, event
                                })
                        .toList());
    }

    /** Values that are stored together are one event of the run; see {@link RunEvents}. */
    private long nextEvent(UUID run) {
        return jdbc.sql("update run set last_event = last_event + 1 where id = :run returning last_event")
                .param("run", run)
                .query(Long.class)
                .single();
    }

    /** @param names the series wanted, or none for all of them */
    public List<MetricSeries> read(UUID run, Collection<String> names) {
        Map<String, List<MetricSeries.Point>> series = new LinkedHashMap<>();
        jdbc.sql("""
                        select name, step, epoch, value from metric
                        where run_id = :run and (:all or name = any(:names))
                        order by name, step
                        """)
                .param("run", run)
                .param("all", names.isEmpty())
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    series.computeIfAbsent(row.getString("name"), name -> new ArrayList<>())
                            .add(new MetricSeries.Point(
                                    row.getLong("step"), row.getDouble("epoch"), row.getDouble("value")));
                });
        return series.entrySet().stream()
                .map(entry -> new MetricSeries(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The last value of every metric whose name starts so. */
    public Map<String, Double> latest(UUID run, String prefix) {
        Map<String, Double> values = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (name) name, value from metric
                        where run_id = :run and starts_with(name, :prefix)
                        order by name, step desc
                        """).param("run", run).param("prefix", prefix).query(row -> {
            values.put(row.getString("name"), row.getDouble("value"));
        });
        return values;
    }
}

package io.bitgap.queue;

import io.bitgap.queue.PendingRun.Forecast;
import io.bitgap.run.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long unfinished runs will take and when those in the queue will start, as far as runs that are over tell. */
@Component
class Forecasts {
    /** Nobody asks when the thousandth run will start. */
    private static final int MAX_RUNS = 1000;

    private static final int LATELY = 500;
    private static final String KIND = """
            r.experiment_id, p.plan ->> 'network' as network, p.plan ->> 'dataset' as dataset,
            coalesce((p.plan -> 'limits' ->> 'trainExamples')::int, 0) as train_examples, r.baseline_id is null as fp32
            """;

    private final JdbcClient jdbc;

    Forecasts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Ahead(UUID run, RunState state, OptionalDouble seconds) {}

    /** @param devices of live workers */
    Map<UUID, Forecast> of(int devices) {
        List<Ahead> ahead = ahead(paces());
        StartForecast starts = new StartForecast(
                devices,
                ahead.stream().filter(Forecasts::isTrained).map(Ahead::seconds).toList());
        Map<UUID, Forecast> forecasts = new HashMap<>();
        for (Ahead run : ahead) {
            forecasts.put(
                    run.run(),
                    run.state() == RunState.QUEUED ? starts.next(run.seconds()) : StartForecast.running(run.seconds()));
        }
        return forecasts;
    }

    private static boolean isTrained(Ahead run) {
        return run.state() == RunState.RUNNING || run.state() == RunState.STARTING;
    }

    private EpochDurations paces() {
        EpochDurations pace = new EpochDurations();
        jdbc.sql("select " + KIND + """
                        , extract(epoch from r.finished_at - r.started_at)::float8 / r.epochs as seconds
                        from run r join run_plan p on p.hash = r.plan_hash
                        where r.state = 'COMPLETED' and r.started_at is not null and r.epochs > 0
                        order by r.finished_at desc limit :lately
                        """).param("lately", LATELY).query(row -> {
            pace.took(row.getObject("experiment_id", UUID.class), kind(row), row.getDouble("seconds"));
        });
        return pace;
    }

    /** In the order of the queue, what is trained now first. */
    private List<Ahead> ahead(EpochDurations pace) {
        List<Ahead> ahead = new ArrayList<>();
        jdbc.sql("select r.id, r.state, r.epochs - r.epoch as epochs, r.eta_seconds, " + KIND
                        + " from run r join run_plan p on p.hash = r.plan_hash " + PendingRuns.UNFINISHED
                        + PendingRuns.ORDER + " limit :most")
                .param("most", MAX_RUNS)
                .query(row -> {
                    ahead.add(new Ahead(
                            row.getObject("id", UUID.class),
                            RunState.valueOf(row.getString("state")),
                            left(row, pace)));
                });
        return ahead;
    }

    private static OptionalDouble left(ResultSet row, EpochDurations pace) throws SQLException {
        @Nullable Double told = row.getObject("eta_seconds", Double.class);
        if (told != null && told > 0) {
            return OptionalDouble.of(told);
        }
        OptionalDouble epoch = pace.of(row.getObject("experiment_id", UUID.class), kind(row));
        return epoch.isPresent() ? OptionalDouble.of(epoch.getAsDouble() * row.getInt("epochs")) : epoch;
    }

    private static EpochDurations.Kind kind(ResultSet row) throws SQLException {
        return new EpochDurations.Kind(
                String.valueOf(row.getString("network")),
                String.valueOf(row.getString("dataset")),
                row.getInt("train_examples"),
                row.getBoolean("fp32"));
    }
}

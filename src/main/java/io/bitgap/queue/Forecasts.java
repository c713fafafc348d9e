package io.bitgap.queue;

import io.bitgap.queue.PendingRun.Forecast;
import io.bitgap.run.RunState;
import io.bitgap.training.Limits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How long runs will take. One that is trained says so itself; every other one is expected to be as fast as earlier ones like it
 * were, see {@link MeasuredSpeeds}.
 */
@Component
public class Forecasts {
    /** Nobody asks when the thousandth run will start. */
    private static final int MAX_RUNS = 1000;

    private static final int LATELY = 500;
    private static final String KIND = """
            coalesce(e.network, '') as network, coalesce(e.dataset, '') as dataset, r.purpose <> 'QUANTIZED' as fp32,
            e.train_examples, e.test_examples, e.validation_examples
            """;

    private final JdbcClient jdbc;
    private final Workers workers;
    private final Workloads workloads;
    private final Clock clock;

    Forecasts(JdbcClient jdbc, Workers workers, Workloads workloads, Clock clock) {
        this.jdbc = jdbc;
        this.workers = workers;
        this.workloads = workloads;
        this.clock = clock;
    }

    /** A run that tells how long runs take: it is over, or knows when it will be. */
    private record Timed(UUID id, RunKind kind, Processor processor, int epochs, double seconds) {}

    /**
     * A run that is not over.
     *
     * @param told seconds that it has left by its own account, 0 where it says nothing
     */
    private record Pending(UUID id, RunState state, RunKind kind, int epochs, double told) {}

    private record Ahead(UUID run, RunState state, OptionalDouble seconds) {
        boolean isTrained() {
            return state == RunState.RUNNING || state == RunState.STARTING;
        }
    }

    /** By what is known now; to be asked for any number of runs. */
    public RunDurations durations() {
        return durations(workers.live());
    }

    /**
     * How long an experiment will still take: what is left of its runs, shared out over as many of them as run now. Empty when
     * nothing is left to do or it is not known.
     *
     * <p>One of its runs has 5 s left, two that wait take 10 s each: 25 s.
     */
    public Optional<Duration> timeLeft(UUID experiment) {
        List<Pending> pending = pending(
                " where r.finished_at is null and r.experiment_id = :experiment", Map.of("experiment", experiment));
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        List<Ahead> ahead = ahead(pending, durations());
        if (ahead.stream().anyMatch(run -> run.seconds().isEmpty())) {
            return Optional.empty();
        }
        double seconds =
                ahead.stream().mapToDouble(run -> run.seconds().getAsDouble()).sum();
        long atOnce =
                ahead.stream().filter(run -> run.state() == RunState.RUNNING).count();
        return Optional.of(Duration.ofSeconds(Math.round(seconds / Math.max(1, atOnce))));
    }

    /** Of what is trained and what waits: how long each takes, and when those in the queue start. */
    Map<UUID, Forecast> ofQueue() {
        List<Processor> devices = workers.live();
        List<Ahead> ahead = ahead(
                pending(PendingRuns.UNFINISHED + PendingRuns.ORDER + " limit :most", Map.of("most", MAX_RUNS)),
                durations(devices));
        StartForecast starts = new StartForecast(
                devices.size(),
                ahead.stream().filter(Ahead::isTrained).map(Ahead::seconds).toList());
        Map<UUID, Forecast> forecasts = new HashMap<>();
        for (Ahead run : ahead) {
            forecasts.put(
                    run.run(),
                    run.state() == RunState.QUEUED ? starts.next(run.seconds()) : StartForecast.running(run.seconds()));
        }
        return forecasts;
    }

    /** Only runs of a single attempt tell: what happened between two of them took time as well. */
    private RunDurations durations(List<Processor> devices) {
        RunDurations durations = new RunDurations(workloads, new MeasuredSpeeds(devices));
        List<Timed> timed = jdbc.sql("""
                        with timed as (
                          (select id, experiment_id, purpose, epoch as epochs,
                             extract(epoch from finished_at - started_at)::float8 as seconds
                           from run where state = 'COMPLETED' and started_at is not null
                           order by finished_at desc limit :lately)
                          union all
                          select id, experiment_id, purpose, epochs,
                            (extract(epoch from :now - started_at) + eta_seconds)::float8
                          from run where finished_at is null and state = 'RUNNING' and eta_seconds > 0)
                        select r.id, %s, r.epochs, r.seconds, a.processor, a.threads
                        from timed r join experiment e on e.id = r.experiment_id
                        left join attempt a on a.run_id = r.id and a.state in ('OPEN', 'COMPLETED')
                        where r.seconds > 0 and r.epochs > 0 and coalesce(a.number, 1) = 1
                        """.formatted(KIND))
                .param("lately", LATELY)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Timed(
                        row.getObject("id", UUID.class),
                        kind(row),
                        new Processor(row.getString("processor"), row.getObject("threads", Integer.class)),
                        row.getInt("epochs"),
                        row.getDouble("seconds")))
                .list();
        timed.forEach(run ->
                durations.took(run.kind(), run.processor(), run.epochs(), run.seconds(), () -> definition(run.id())));
        return durations;
    }

    /** @param which a clause that leaves out all runs but those */
    private List<Pending> pending(String which, Map<String, ?> params) {
        return jdbc.sql("select r.id, r.state, r.epochs - r.epoch as epochs, r.eta_seconds, " + KIND
                        + " from run r join experiment e on e.id = r.experiment_id " + which)
                .params(params)
                .query((row, number) -> new Pending(
                        row.getObject("id", UUID.class),
                        RunState.valueOf(row.getString("state")),
                        kind(row),
                        row.getInt("epochs"),
                        row.getDouble("eta_seconds")))
                .list();
    }

    private List<Ahead> ahead(List<Pending> pending, RunDurations durations) {
        return pending.stream()
                .map(run -> new Ahead(run.id(), run.state(), left(run, durations)))
                .toList();
    }

    private OptionalDouble left(Pending run, RunDurations durations) {
        return run.told() > 0
                ? OptionalDouble.of(run.told())
                : durations.of(run.kind(), run.epochs(), () -> definition(run.id()));
    }

    private static RunKind kind(ResultSet row) throws SQLException {
        return new RunKind(
                row.getString("network"),
                row.getString("dataset"),
                new Limits(
                        row.getInt("train_examples"), row.getInt("test_examples"), row.getInt("validation_examples")),
                row.getBoolean("fp32"));
    }

    private Optional<String> definition(UUID run) {
        return jdbc.sql(
                        "select coalesce(plan ->> 'definition', '') from run join run_plan on hash = plan_hash where id = :run")
                .param("run", run)
                .query(String.class)
                .optional()
                .filter(text -> !text.isEmpty());
    }
}

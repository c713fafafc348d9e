package io.bitgap.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Estimates how long an experiment will still take. */
@Repository
public class TimeLeft {
    private final JdbcClient jdbc;
    private final Clock clock;

    TimeLeft(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The running runs' own estimates, plus the epochs that have not begun at the pace so far (of fp32 runs and of
     * quantized ones, each where known), shared out over as many runs as run now. Empty when nothing is left to do or
     * nothing has been measured yet.
     *
     * <p>Two epochs of one run at 10 s an epoch and another run with 5 s left, one running: 25 s.
     */
    public Optional<Duration> of(UUID experiment) {
        return jdbc.sql("""
                with timed as (
                  select baseline_id is null as baseline, epochs,
                         case when state = 'COMPLETED' then extract(epoch from finished_at - started_at)
                              when state = 'RUNNING' and eta_seconds is not null and (epoch > 0 or step > 0)
                                then extract(epoch from :now - started_at) + eta_seconds
                         end as seconds
                  from run where experiment_id = :experiment
                ), pace as (
                  select coalesce(sum(seconds) filter (where baseline) / sum(epochs) filter (where baseline),
                                  sum(seconds) / sum(epochs)) as baseline,
                         coalesce(sum(seconds) filter (where not baseline) / sum(epochs) filter (where not baseline),
                                  sum(seconds) / sum(epochs)) as quantized
                  from timed where seconds is not null
                )
                select sum(case when run.state = 'RUNNING' and run.eta_seconds is not null then run.eta_seconds
                                when run.baseline_id is null then (run.epochs - run.epoch) * pace.baseline
                                else (run.epochs - run.epoch) * pace.quantized end)
                       / greatest(1, count(*) filter (where run.state = 'RUNNING')) as seconds
                from run cross join pace
                where run.experiment_id = :experiment and run.finished_at is null
                """)
                .param("experiment", experiment)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> Optional.ofNullable(row.getObject("seconds", Double.class)))
                .single()
                .map(seconds -> Duration.ofSeconds(Math.round(seconds)));
    }
}

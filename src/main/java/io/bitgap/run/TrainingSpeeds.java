package io.bitgap.run;

import io.bitgap.training.MetricPoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How fast runs train against the fp32 baselines of their seeds: one query for any number of runs. */
@Component
public class TrainingSpeeds {
    /** Images a second of a run {@code r}: the median over its epochs; null before the first. */
    private static final String MEDIAN = """
            (select percentile_cont(0.5) within group (order by m.value)
             from metric m where m.run_id = r.id and m.name = :speed)""";

    private final JdbcClient jdbc;

    TrainingSpeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What each run's quantizers cost against its fp32 baseline. */
    public Map<UUID, RunView.Overhead> overheads(Collection<UUID> runs) {
        Map<UUID, TrainingSpeed> speeds = withBaselines(runs);
        Map<UUID, RunView.Overhead> overheads = new HashMap<>();
        for (UUID run : runs) {
            TrainingSpeed own = speeds.get(run);
            if (own != null) {
                overheads.put(run, own.against(own.baseline() == null ? null : speeds.get(own.baseline())));
            }
        }
        return overheads;
    }

    /** Images a second of a run, the median over its epochs; null before the first. */
    @Nullable
    Double of(UUID run) {
        return jdbc.sql("select " + MEDIAN + " from run r where r.id = :run")
                .param("run", run)
                .param("speed", MetricPoint.TRAINING_SPEED)
                .query(Double.class)
                .optional()
                .orElse(null);
    }

    /** An epoch's place is that of the attempt that saved it. */
    private Map<UUID, TrainingSpeed> withBaselines(Collection<UUID> ids) {
        Map<UUID, TrainingSpeed> found = new HashMap<>();
        jdbc.sql("""
                        select r.id, r.baseline_id, r.state, (p.plan -> 'recipe' ->> 'batchSize')::int as batch_size,
                          %s as images_per_second,
                          array(select distinct coalesce(place(a.processor, a.threads), '') as place from attempt a
                            where a.run_id = r.id and exists (select from checkpoint c where c.attempt_id = a.id)
                            order by place) as places
                        from run r join run_plan p on p.hash = r.plan_hash
                        where r.id in (select unnest(array[id, baseline_id]) from run where id = any(:ids))
                        """.formatted(MEDIAN))
                .param("ids", ids.toArray(UUID[]::new))
                .param("speed", MetricPoint.TRAINING_SPEED)
                .query(row -> {
                    found.put(
                            row.getObject("id", UUID.class),
                            new TrainingSpeed(
                                    row.getObject("baseline_id", UUID.class),
                                    RunState.valueOf(row.getString("state")),
                                    row.getObject("batch_size", Integer.class),
                                    row.getObject("images_per_second", Double.class),
                                    List.of((String[]) row.getArray("places").getArray())));
                });
        return found;
    }
}

package io.bitgap.run;

import io.bitgap.training.MetricPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How fast runs train against the fp32 baselines of their seeds: two queries for any number of runs. */
@Component
public class TrainingSpeeds {
    private final JdbcClient jdbc;

    TrainingSpeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What each run's quantizers cost against its fp32 baseline. */
    public Map<UUID, RunView.Overhead> overheads(Collection<UUID> runs) {
        Map<UUID, UUID> baselines = baselines(runs);
        List<UUID> needed = new ArrayList<>(runs);
        needed.addAll(baselines.values());
        Map<UUID, TrainingSpeed> speeds = speeds(needed);
        Map<UUID, RunView.Overhead> overheads = new HashMap<>();
        for (UUID run : runs) {
            @Nullable UUID baseline = baselines.get(run);
            TrainingSpeed own = speeds.get(run);
            if (own != null) {
                overheads.put(run, own.against(baseline == null ? null : speeds.get(baseline)));
            }
        }
        return overheads;
    }

    /** A run from scratch does not start from its seed's baseline, but is as well compared with it. */
    private Map<UUID, UUID> baselines(Collection<UUID> runs) {
        Map<UUID, UUID> baselines = new HashMap<>();
        jdbc.sql("""
                        select r.id, b.id as baseline from run r
                        join run b on b.experiment_id = r.experiment_id and b.seed = r.seed and b.id <> r.id
                          and b.method = :baseline and b.weight_bits = 32 and b.activation_bits = 32
                        where r.id = any(:ids)
                        """)
                .param("ids", runs.toArray(UUID[]::new))
                .param("baseline", PlannedRun.BASELINE)
                .query(row -> {
                    baselines.put(row.getObject("id", UUID.class), row.getObject("baseline", UUID.class));
                });
        return baselines;
    }

    /** An epoch's place is that of the attempt that saved it. */
    private Map<UUID, TrainingSpeed> speeds(Collection<UUID> ids) {
        Map<UUID, TrainingSpeed> found = new HashMap<>();
        jdbc.sql("""
                        select r.id, r.state, (r.plan -> 'recipe' ->> 'batchSize')::int as batch_size,
                          (select percentile_cont(0.5) within group (order by m.value)
                           from metric m where m.run_id = r.id and m.name = :speed) as images_per_second,
                          array(select distinct case
                              when a.processor is null then ''
                              when a.threads is null then a.processor
                              when a.threads = 1 then a.processor || ' (1 thread)'
                              else a.processor || ' (' || a.threads || ' threads)' end as place
                            from attempt a
                            where a.run_id = r.id and exists (select from checkpoint c where c.attempt_id = a.id)
                            order by place) as places
                        from run r where r.id = any(:ids)
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("speed", MetricPoint.TRAINING_SPEED)
                .query(row -> {
                    found.put(
                            row.getObject("id", UUID.class),
                            new TrainingSpeed(
                                    RunState.valueOf(row.getString("state")),
                                    row.getObject("batch_size", Integer.class),
                                    row.getObject("images_per_second", Double.class),
                                    List.of((String[]) row.getArray("places").getArray())));
                });
        return found;
    }
}

package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.ResultWarning;
import io.bitgap.training.TrainingPlan;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds runs that are trained exactly as another one. */
@Component
public class Replicates {
    /**
     * Runs {@code r} of the same plan as runs {@code own} that start from runs of the same plan, whose chains begin at baselines of the
     * same plan. What a run from scratch is compared with has no part in it.
     */
    static final String SAME_TRAINING = """
            from run own
            left join run own_parent on own_parent.id = own.parent_id
            join run r on r.plan_hash = own.plan_hash and r.id <> own.id
            left join run parent on parent.id = r.parent_id
            left join run own_baseline on own_baseline.id = own.baseline_id and own.parent_id is not null
            left join run baseline on baseline.id = r.baseline_id and r.parent_id is not null
            join experiment e on e.id = r.experiment_id
            where parent.plan_hash is not distinct from own_parent.plan_hash
              and baseline.plan_hash is not distinct from own_baseline.plan_hash""";

    private final JdbcClient jdbc;

    Replicates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Another run with the same plan.
     *
     * @param slug of its experiment
     * @param top1 after its last epoch
     * @param earlier whether it is the older one
     */
    public record Replicate(
            UUID run,
            String slug,
            String experiment,
            RunState state,
            @Nullable Double top1,
            boolean earlier) {}

    /**
     * A finished run whose result is worth nothing.
     *
     * @param seed of its plan
     */
    public record DoubtfulRun(UUID run, String slug, String experiment, long seed, List<ResultWarning> warnings) {}

    /** What is known of plans of runs from scratch that were trained before: of each the newest run, where that has a warning. */
    public List<DoubtfulRun> doubtful(List<TrainingPlan> plans) {
        return jdbc.sql("""
                        select * from (
                          select distinct on (r.plan_hash) r.id, e.slug, e.name, r.seed, r.warnings
                          from run r join experiment e on e.id = r.experiment_id
                          where r.plan_hash = any(:hashes) and r.state = 'COMPLETED' and r.parent_id is null
                          order by r.plan_hash, r.id desc) newest
                        where warnings <> '[]' order by seed
                        """)
                .param(
                        "hashes",
                        plans.stream()
                                .map(plan -> CanonicalJson.of(plan).sha256())
                                .toArray(String[]::new))
                .query((row, number) -> new DoubtfulRun(
                        row.getObject("id", UUID.class),
                        row.getString("slug"),
                        row.getString("name"),
                        row.getLong("seed"),
                        Warnings.of(row.getString("warnings"))))
                .list();
    }

    /** Runs that are trained exactly as this one, the oldest first, ten at most. */
    public List<Replicate> of(UUID run) {
        return jdbc.sql("""
                        select r.id as run, e.slug, e.name as experiment, r.state, r.last_top1 as top1,
                          r.created_at < own.created_at as earlier
                        %s and own.id = :run
                        order by r.created_at, r.id limit 10
                        """.formatted(SAME_TRAINING))
                .param("run", run)
                .query(Replicate.class)
                .list();
    }
}

package io.bitgap.comparison.runs;

import io.bitgap.run.RunPurpose;
import io.bitgap.run.RunState;
import io.bitgap.run.Warnings;
import io.bitgap.training.ResultWarning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the compared runs, each with its last attempt, its last checkpoint and that checkpoint's deployment. */
@Repository
class ComparedRows {
    private final JdbcClient jdbc;

    ComparedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the ids; those that are not there are left out. */
    List<Row> of(Collection<UUID> ids) {
        return jdbc.sql("""
                select r.id, r.purpose, r.method, r.setting, r.seed, r.state, r.last_top1, r.best_top1, r.ptq_top1, r.last_loss, r.epoch,
                       case when length(p.plan ->> 'definition') > 0
                            then jsonb_set(p.plan, '{definition}',
                                   to_jsonb('SHA-256 ' || encode(sha256(convert_to(p.plan ->> 'definition', 'UTF8')), 'hex')))
                            else p.plan end::text as plan,
                       case when r.parent_id is null then 'scratch'
                            when r.parent_id = r.baseline_id then 'fp32' else 'progressive' end as start,
                       e.id as experiment, e.slug, e.name,
                       r.gap, r.gap_to_control, r.result_warnings, a.number as attempts, a.worker, a.device, a.processor, a.threads,
                       c.manifest #>> '{code,version}' as code_version, c.manifest #>> '{code,commit}' as code_commit,
                       c.manifest #>> '{code,builtAt}' as code_built,
                       c.manifest #>> '{dataset,checksum}' as checksum, (c.manifest -> 'quantizers')::text as quantizers,
                       d.deployed_top1, d.packed_bytes, d.bit_operations
                from unnest(cast(:ids as uuid[])) with ordinality as wanted (id, place)
                join run_result r on r.id = wanted.id
                join run_plan p on p.hash = r.plan_hash
                join experiment e on e.id = r.experiment_id
                left join lateral (select * from attempt where run_id = r.id order by number desc limit 1) a on true
                left join lateral (select id, manifest from checkpoint where run_id = r.id
                                   order by epoch desc limit 1) c on true
                left join deployment d on d.checkpoint_id = c.id and d.state = 'DONE'
                order by wanted.place
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(Row::of)
                .list();
    }

    /** What it was made with. */
    record RunConfiguration(
            String plan,
            String start,
            @Nullable Integer attempts,
            @Nullable String worker,
            @Nullable String device,
            @Nullable String processor,
            @Nullable Integer threads,
            @Nullable String codeVersion,
            @Nullable String codeCommit,
            @Nullable String codeBuilt,
            @Nullable String checksum) {}

    /** What came out. */
    record Outcome(
            @Nullable Double last,
            @Nullable Double best,
            @Nullable Double ptq,
            @Nullable Double loss,
            @Nullable Double gap,
            @Nullable Double gapToControl,
            @Nullable Double deployed,
            @Nullable Double packedBytes,
            @Nullable Double bitOperations,
            int epochs) {}

    /** @param quantizers those of the last checkpoint as JSON; null before the first */
    record Row(
            RunComparison.Compared run,
            RunConfiguration making,
            Outcome outcome,
            List<ResultWarning> warnings,
            @Nullable String quantizers) {
        UUID id() {
            return run.id();
        }

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    run(row, number),
                    making(row),
                    outcome(row),
                    Warnings.of(row.getString("result_warnings")),
                    row.getString("quantizers"));
        }

        private static RunComparison.Compared run(ResultSet row, int number) throws SQLException {
            return new RunComparison.Compared(
                    String.valueOf((char) ('A' + number)),
                    row.getObject("id", UUID.class),
                    RunPurpose.valueOf(row.getString("purpose")),
                    row.getString("method"),
                    row.getString("setting"),
                    row.getLong("seed"),
                    RunState.valueOf(row.getString("state")),
                    row.getObject("experiment", UUID.class),
                    row.getString("slug"),
                    row.getString("name"));
        }

        private static RunConfiguration making(ResultSet row) throws SQLException {
            return new RunConfiguration(
                    row.getString("plan"),
                    row.getString("start"),
                    row.getObject("attempts", Integer.class),
                    row.getString("worker"),
                    row.getString("device"),
                    row.getString("processor"),
                    row.getObject("threads", Integer.class),
                    row.getString("code_version"),
                    row.getString("code_commit"),
                    row.getString("code_built"),
                    row.getString("checksum"));
        }

        private static Outcome outcome(ResultSet row) throws SQLException {
            return new Outcome(
                    row.getObject("last_top1", Double.class),
                    row.getObject("best_top1", Double.class),
                    row.getObject("ptq_top1", Double.class),
                    row.getObject("last_loss", Double.class),
                    row.getObject("gap", Double.class),
                    row.getObject("gap_to_control", Double.class),
                    row.getObject("deployed_top1", Double.class),
                    number(row.getObject("packed_bytes", Long.class)),
                    row.getObject("bit_operations", Double.class),
                    row.getInt("epoch"));
        }

        private static @Nullable Double number(@Nullable Long value) {
            return value == null ? null : (Double) value.doubleValue();
        }
    }
}

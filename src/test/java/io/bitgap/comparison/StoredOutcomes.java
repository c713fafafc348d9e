package io.bitgap.comparison;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what a run leaves behind as rows: an attempt, a checkpoint, curves, what its export measured. */
public final class StoredOutcomes {
    private final JdbcClient jdbc;

    public StoredOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Its last checkpoint, exported: one layer with a quantizer, and the costs of the model. */
    public void exported(UUID run, long packedBytes, double bitOperations, String worker, double sqnr) {
        UUID attempt = UUID.randomUUID();
        UUID checkpoint = UUID.randomUUID();
        jdbc.sql("""
                insert into attempt (id, run_id, number, worker, device, processor, threads, state, started_at, ended_at)
                values (:attempt, :run, 1, :worker, 'cpu-0', 'Some CPU', 2, 'COMPLETED', now(), now())
                """)
                .param("attempt", attempt)
                .param("run", run)
                .param("worker", worker)
                .update();
        String manifest = """
                {"code": {"version": "1.0", "builtAt": "2026-01-01"}, "dataset": {"name": "shapes10", "checksum": "abc"},
                 "quantizers": [{"layer": "conv1", "levels": 16, "parameters": {},
                   "spec": {"quantizer": "pact", "role": "WEIGHTS", "bits": 4, "options": {}},
                   "telemetry": {"scale": 0.1, "low": -1, "high": 1, "clipped": 0.02, "levelsUsed": 15, "sqnr": %s}}]}
                """.formatted(sqnr);
        jdbc.sql("""
                insert into checkpoint (id, run_id, attempt_id, epoch, last, top1, loss, manifest, created_at)
                values (:checkpoint, :run, :attempt, 4, true, 0.9, 0.3, cast(:manifest as jsonb), now())
                """)
                .param("checkpoint", checkpoint)
                .param("run", run)
                .param("attempt", attempt)
                .param("manifest", manifest)
                .update();
        jdbc.sql("""
                insert into deployment (checkpoint_id, state, requested_at, finished_at, images, simulated_top1, deployed_top1,
                  equal_predictions, largest_logit_difference, output_step, fp32_bytes, packed_bytes, bit_operations,
                  fp32_bit_operations, runtime, allowed_difference)
                values (:checkpoint, 'DONE', now(), now(), 100, 0.9, 0.89, 1, 0, 0.1, 300000, :bytes, :operations, 1e10,
                  'ONNX Runtime', 0.001)
                """)
                .param("checkpoint", checkpoint)
                .param("bytes", packedBytes)
                .param("operations", bitOperations)
                .update();
    }

    /** What it took ten test images of two classes for, five each: a digit an image. */
    public void predicted(UUID run, String classes) {
        predicted(run, classes, "7");
    }

    /** @param split a character that tells other test images apart */
    public void predicted(UUID run, String classes, String split) {
        jdbc.sql("""
                with s as (
                  insert into test_split (id, checksum, classes, images, labels, names)
                  values (repeat(:split, 64), 'sha256:' || :split, array['cat', 'dog'], 10, '\\x00000000000101010101',
                    (select array_agg('test/' || n || '.png') from generate_series(0, 9) n)) on conflict do nothing)
                insert into checkpoint_prediction (checkpoint_id, test_split, predicted)
                select id, repeat(:split, 64), decode(:hex, 'hex') from checkpoint where run_id = :run
                order by epoch desc limit 1
                """)
                .param("run", run)
                .param("split", split)
                .param("hex", classes.replaceAll("(.)", "0$1"))
                .update();
    }

    /** One value of a metric for each epoch, from the first. */
    public void curve(UUID run, String metric, double... values) {
        for (int epoch = 1; epoch <= values.length; epoch++) {
            jdbc.sql("""
                    insert into metric (run_id, name, step, epoch, value, recorded_at, event)
                    values (:run, :metric, :epoch * 10, :epoch, :value, now(), :epoch)
                    """)
                    .param("run", run)
                    .param("metric", metric)
                    .param("epoch", epoch)
                    .param("value", values[epoch - 1])
                    .update();
        }
    }

    /** Replaces a member of a run's plan, and of no other run's that shares it. */
    public void plan(UUID run, String path, String json) {
        jdbc.sql("""
                with changed as (
                  select jsonb_set(p.plan, cast(:path as text[]), cast(:json as jsonb)) as plan
                  from run r join run_plan p on p.hash = r.plan_hash where r.id = :run
                ), stored as (
                  insert into run_plan (hash, plan) select md5(plan::text), plan from changed on conflict do nothing)
                update run set plan_hash = (select md5(plan::text) from changed) where id = :run
                """).param("run", run).param("path", path).param("json", json).update();
    }

    /** Makes an experiment newer than those of {@link StoredRuns}. */
    public void newer(UUID experiment, int days) {
        jdbc.sql("update experiment set created_at = created_at + make_interval(days => :days) where id = :id")
                .param("days", days)
                .param("id", experiment)
                .update();
    }
}

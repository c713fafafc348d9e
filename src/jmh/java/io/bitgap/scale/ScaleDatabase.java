package io.bitgap.scale;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills a database: 12 experiments of 500 runs and 200 of 20, 100 metric points a run (10 epochs, 10 series), a checkpoint an
 * epoch with five files and a manifest, an attempt or two, two exports a run. One experiment that was submitted is the model for
 * specs and plans.
 */
final class ScaleDatabase {
    private static final String[] STATEMENTS = {"""
        create temporary table large as
        select gen_random_uuid() as id, n, case when n <= 12 then 5 else 2 end as seeds, case when n <= 12 then 11 else 1 end as widths
        from generate_series(1, 212) n
        """, """
        insert into experiment (id, slug, name, spec, created_by, created_at)
        select l.id, 'scale-' || l.n, 'Scale ' || l.n,
          model.spec || jsonb_build_object('name', 'Scale ' || l.n, 'network', (array['resnet20', 'resnet18', 'resnet8'])[1 + l.n % 3],
            'dataset', (array['cifar10', 'shapes10'])[1 + l.n % 2]),
          (array['ada', 'ben', 'cleo'])[1 + l.n % 3], now() - l.n * interval '3 hours'
        from large l, (select spec from experiment order by created_at limit 1) model
        """, """
        create temporary table cell as
        select l.id as experiment, l.n, seed, method, width, gen_random_uuid() as run,
          row_number() over (partition by l.id order by method <> 'fp32', method, width, seed) as position
        from large l
        cross join lateral generate_series(1, l.seeds) seed
        cross join lateral (
          select 'fp32' as method, 0 as width
          union all
          select m, w from unnest(array['pact', 'lsq', 'dorefa', 'qil', 'fqn', 'gdrq', 'google-int8', 'w-google-act-pact', 'w-lsq-act-pact']) m,
            generate_series(1, l.widths) w) settings
        """, """
        insert into run_plan (hash, plan)
        select md5(c.run::text), model.plan
        from cell c, (select plan from run join run_plan on hash = plan_hash where method = 'pact' limit 1) model
        """, """
        insert into run (id, experiment_id, position, baseline_id, parent_id, method, setting, weight_bits, activation_bits, seed,
          plan_hash, priority, state, max_attempts, epoch, epochs, step, steps, images_per_second, eta_seconds, best_top1, last_top1,
          last_loss, created_at, queued_at, started_at, finished_at, version)
        select c.run, c.experiment, c.position, b.run, b.run, c.method,
          case when c.width = 0 then 'fp32' when c.width <= 8 then c.width::text else 'w' || c.width - 8 || 'a4' end,
          case when c.width = 0 then 32 when c.width <= 8 then c.width else c.width - 8 end,
          case when c.width = 0 then 32 when c.width <= 8 then c.width else 4 end,
          c.seed, md5(c.run::text), 0, s.state, 3,
          case when s.begun then case when s.state = 'COMPLETED' then 10 else 5 end else 0 end, 10, 0, 390,
          case when s.begun then 200 end, case when s.state = 'RUNNING' then 600 end,
          case when s.begun then 0.6 + 0.3 * s.chance end, case when s.begun then 0.55 + 0.3 * s.chance end,
          case when s.begun then s.chance end,
          e.created_at, e.created_at, case when s.begun then e.created_at + interval '1 minute' end,
          case when s.state in ('COMPLETED', 'FAILED', 'CANCELED') then e.created_at + interval '1 hour' end, 0
        from cell c
        join experiment e on e.id = c.experiment
        left join cell b on b.experiment = c.experiment and b.seed = c.seed and b.method = 'fp32' and c.method <> 'fp32'
        cross join lateral (select random() + c.position * 0 as chance) r
        cross join lateral (
          select r.chance, case when c.n <> 1 or c.method = 'fp32' then
                     case when r.chance < 0.03 and c.method <> 'fp32' then 'FAILED' when r.chance < 0.04 and c.method <> 'fp32' then 'CANCELED' else 'COMPLETED' end
                   when c.position % 25 = 0 then 'RUNNING' when c.position % 3 = 0 then 'QUEUED' when c.position % 50 = 1 then 'PAUSED'
                   else 'COMPLETED' end as state) chosen
        cross join lateral (select chosen.chance, chosen.state, chosen.state in ('COMPLETED', 'FAILED', 'RUNNING') as begun) s
        """, """
        insert into attempt (id, run_id, number, worker, device, state, reason, started_at, ended_at, processor, threads)
        select gen_random_uuid(), r.id, n, 'worker-' || n, 'cpu:0',
          case when n < last.number then 'LOST' when r.state = 'RUNNING' then 'OPEN' else 'COMPLETED' end, null,
          r.started_at, case when n < last.number or r.state <> 'RUNNING' then r.started_at + interval '50 minutes' end,
          'AMD EPYC', 2
        from run r
        cross join lateral (select case when abs(hashtext(r.id::text)) % 5 = 0 then 2 else 1 end as number) last
        cross join lateral generate_series(1, last.number) n
        where r.started_at is not null
        """, """
        insert into metric (run_id, name, step, epoch, value, recorded_at, event)
        select r.id, name, at * 390, at, 0.5 + 0.04 * at, r.created_at + at * interval '5 minutes', at
        from run r, generate_series(1, 10) at,
          unnest(array['train/loss', 'test/loss', 'test/top1', 'train/top1', 'train/images-per-second', 'learning-rate',
                       'quantizer/conv1/step', 'quantizer/conv2/step', 'quantizer/conv3/step', 'quantizer/conv4/step']) name
        where r.plan_hash = md5(r.id::text)
        """, """
        insert into checkpoint (id, run_id, attempt_id, epoch, last, top1, loss, manifest, created_at)
        select gen_random_uuid(), r.id, a.id, at, at = r.epoch, 0.5 + 0.03 * at, 1, jsonb_build_object(
            'format', 'bitgap-checkpoint/1', 'run', r.id, 'spec', p.plan, 'epoch', at, 'quantizers', layers.quantizers),
          r.started_at + at * interval '5 minutes'
        from run r
        join run_plan p on p.hash = r.plan_hash
        join attempt a on a.run_id = r.id and a.number = 1
        cross join lateral generate_series(1, r.epoch) at
        cross join (select jsonb_agg(jsonb_build_object('layer', 'conv' || n, 'levels', 16,
              'spec', jsonb_build_object('quantizer', 'lsq', 'role', 'WEIGHTS', 'bits', 4, 'options', '{}'::jsonb, 'levels', 'BITS'),
              'parameters', jsonb_build_object('step', n * 0.0123, 'min', -n, 'max', n, 'mean', 0.01), 'telemetry', null)) as quantizers
            from generate_series(1, 20) n) layers
        where r.epoch > 0
        """, """
        insert into checkpoint_file (checkpoint_id, name, download_name, storage_key, size, sha256)
        select c.id, name, 'resnet20-' || name, 'sha256/' || md5(c.id::text || name), 1000000, md5(name) || md5(c.id::text)
        from checkpoint c, unnest(array['model.zip', 'manifest.json', 'quantizers.json', 'model.onnx', 'weights.bin']) name
        """, """
        insert into deployment (checkpoint_id, state, attempts, requested_at, finished_at, images, simulated_top1, deployed_top1,
          equal_predictions, largest_logit_difference, output_step, fp32_bytes, packed_bytes, bit_operations, fp32_bit_operations,
          runtime, allowed_difference)
        select c.id, 'DONE', 1, c.created_at, c.created_at, 10000, c.top1, c.top1, 1, 0.01, 0.05, 1000000, 130000, 1e9, 4e10, 'ONNX Runtime', 0.001
        from checkpoint c join run r on r.id = c.run_id where c.last or c.epoch = r.epoch - 1
        """};

    private ScaleDatabase() {}

    static void fill(JdbcClient jdbc) {
        for (String statement : STATEMENTS) {
            jdbc.sql(statement).update();
        }
    }
}

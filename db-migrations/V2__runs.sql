-- What runs train, once for all runs that train the same. In a table of its own, so that neither a list of runs nor a report of
-- their progress touches it: a plan may carry the whole definition of an uploaded network.
create table run_plan (
  -- SHA-256 of the plan in canonical form, lower-case hex
  hash text  primary key,
  plan jsonb not null,
  -- where another quantizer stands in for the method's, as it was when the plan was made
  replaced jsonb not null default '[]',
  -- what of an uploaded network is not computed
  notes    jsonb not null default '[]'
);

create table run (
  id                uuid        primary key,
  -- the only person besides operators who sees it; null for everyone. In front, where each row is quickly asked for it
  private_to        uuid,
  experiment_id     uuid        not null references experiment (id),
  position          int         not null,
  -- the fp32 run of the same seed, which the gap is measured to; null for that run itself alone
  baseline_id       uuid        references run (id),
  -- the run whose weights this one starts from: its baseline, or in a progressive chain the same method's run at the next wider
  -- setting; null where it starts from random weights
  parent_id         uuid        references run (id),
  -- the fp32 run that was trained on from the baseline as this one was; null where there is none
  control_id        uuid        references run (id),
  method            text        not null,
  setting           text        not null,
  weight_bits       int         not null check (weight_bits between 1 and 8 or weight_bits = 32),
  activation_bits   int         not null check (activation_bits between 1 and 8 or activation_bits = 32),
  -- a run without quantizers that has a baseline is a control
  purpose           text        not null generated always as (case
                      when baseline_id is null then 'BASELINE'
                      when weight_bits = 32 and activation_bits = 32 then 'CONTROL' else 'QUANTIZED' end) stored,
  seed              bigint      not null,
  plan_hash         text        not null references run_plan (hash),
  -- of published numbers of its method and network, how its options compare with theirs: [{source, differs}], as when it was planned
  reproductions     jsonb       not null default '[]',
  -- higher runs earlier; baselines stand far above everything that waits for one
  priority          int         not null,
  state             text        not null check (state in
                      ('WAITING', 'QUEUED', 'STARTING', 'RUNNING', 'PAUSED', 'CANCELED', 'COMPLETED', 'FAILED')),
  state_reason      text,
  max_attempts      int         not null check (max_attempts > 0),
  -- attempts up to this number are not held against the run any more: somebody has asked for it again since
  retried_after     int         not null default 0 check (retried_after >= 0),
  -- the run that this one starts from and whose end alone ended it; it waits again when that one is tried again
  ended_with        uuid        references run (id),
  epoch             int         not null,
  epochs            int         not null,
  step              int         not null,
  steps             int         not null,
  images_per_second double precision,
  eta_seconds       double precision,
  -- of the quantized network after calibration alone, before its first step; null for fp32 runs and those from random weights
  ptq_top1          double precision check (ptq_top1 between 0 and 1),
  -- on the test split; the epoch is chosen on the validation images where there are some
  best_top1         double precision check (best_top1 between 0 and 1),
  best_validation_top1 double precision check (best_validation_top1 between 0 and 1),
  last_top1         double precision check (last_top1 between 0 and 1),
  -- null where there are fewer than 20 classes
  last_top5         double precision check (last_top5 between 0 and 1),
  last_loss         double precision,
  -- what makes the last epoch's top-1 worth nothing: [{code, message}]
  warnings          jsonb       not null default '[]',
  -- the numbers that its events and the lines of its log have come to
  last_event        bigint      not null default 0 check (last_event >= 0),
  log_lines         int         not null default 0 check (log_lines >= 0),
  created_at        timestamptz not null,
  queued_at         timestamptz,
  started_at        timestamptz,
  finished_at       timestamptz,
  version           bigint      not null,
  unique (experiment_id, position),
  unique (experiment_id, method, weight_bits, activation_bits, seed),
  check (baseline_id <> id),
  check (parent_id <> id),
  check (control_id is null or (control_id <> id and purpose = 'QUANTIZED')),
  check (purpose <> 'CONTROL' or parent_id = baseline_id),
  check (state <> 'WAITING' or parent_id is not null),
  check (state <> 'QUEUED' or queued_at is not null),
  check ((state in ('CANCELED', 'COMPLETED', 'FAILED')) = (finished_at is not null)),
  check (ended_with is null or (ended_with = parent_id and state in ('FAILED', 'CANCELED')))
);
-- a seed has one baseline
create unique index run_baseline on run (experiment_id, seed) where baseline_id is null;
create index run_in_queue on run (priority desc, queued_at, position) where state = 'QUEUED';
-- the runs that wait for one that ends
create index run_by_parent on run (parent_id);
-- the runs that ended because one did
create index run_by_ended_with on run (ended_with) where ended_with is not null;
-- other runs of the same plan
create index run_by_plan on run (plan_hash);
-- what lists are sorted and filtered by most; with the id, which settles ties, so that a page is a range of the index, and with
-- whom it is private to, so that runs are counted in the index alone
create index run_by_age on run (created_at desc, id desc) include (private_to);
create index run_by_top1 on run (last_top1 desc nulls last, id desc) include (private_to);
-- and with what the state of an experiment is made of, so that nothing but the index is read for it
create index run_by_experiment_and_state on run (experiment_id, state) include (finished_at, private_to);
-- the names that a form suggests, found one after the other
create index run_by_method on run (method);
create index run_by_setting on run (setting);
-- results that are worth nothing
create index run_doubtful on run (experiment_id) where warnings <> '[]';
-- experiments of which something is left to do
create index run_unfinished on run (experiment_id, state) where finished_at is null;
-- the runs that ended last
create index run_by_end on run (finished_at desc, id desc) where finished_at is not null;
-- what runs took lately, from which the start of those that wait is estimated
create index run_completed_lately on run (finished_at desc) where state = 'COMPLETED';

-- Runs with the gaps to their baselines and controls. The others' values are there only where both runs have completed: before
-- that there is nothing to compare.
create view run_result as
  select run.*, baseline.last_top1 as baseline_last_top1, baseline.best_top1 as baseline_best_top1,
         baseline.last_top1 - run.last_top1 as gap,
         control.last_top1 as control_last_top1, control.best_top1 as control_best_top1,
         control.last_top1 - run.last_top1 as gap_to_control,
         coalesce(baseline.warnings <> '[]', false) as doubtful_baseline,
         coalesce(control.warnings <> '[]', false) as doubtful_control,
         case when run.state = 'COMPLETED' then run.warnings else '[]' end || case when baseline.warnings <> '[]'
           then jsonb_build_array(jsonb_build_object('code', 'baseline', 'message',
             'Its fp32 run has a warning of its own, so the gap to it says nothing. Mend that run first.'))
           else '[]' end || case when control.warnings <> '[]'
           then jsonb_build_array(jsonb_build_object('code', 'control', 'message',
             'Its control has a warning of its own, so the gap to it says nothing. Mend that run first.'))
           else '[]' end as result_warnings
  from run
  left join run baseline
    on baseline.id = run.baseline_id and baseline.state = 'COMPLETED' and run.state = 'COMPLETED'
  left join run control
    on control.id = run.control_id and control.state = 'COMPLETED' and run.state = 'COMPLETED';

-- What numbers that are trained depend on, in words: the processor and how many threads share a sum. Null where it is not known.
create function place(processor text, threads int) returns text language sql immutable parallel safe as $$
  select processor || case when threads is null then '' when threads = 1 then ' (1 thread)' else ' (' || threads || ' threads)' end
$$;

create table attempt (
  id         uuid        primary key,
  run_id     uuid        not null references run (id),
  number     int         not null check (number > 0),
  worker     text        not null,
  device     text        not null,
  -- the model of the CPU or GPU, and on a CPU the number of native threads: speeds are compared only between like and like
  processor  text        check (length(processor) > 0),
  threads    int         check (threads > 0),
  state      text        not null check (state in ('OPEN', 'COMPLETED', 'FAILED', 'CANCELED', 'LOST')),
  reason     text,
  -- what was not as it should be: a damaged checkpoint, steps that did not end, memory that was nearly used up
  note       text,
  -- the worker handed the run back on its way out; such an attempt is not held against the run
  released   boolean     not null default false,
  started_at timestamptz not null,
  ended_at   timestamptz,
  unique (run_id, number),
  check ((state = 'OPEN') = (ended_at is null)),
  check (not released or state = 'LOST')
);
-- a run has at most one attempt at a time
create unique index attempt_open on attempt (run_id) where state = 'OPEN';
-- what a worker trains now
create index attempt_open_by_worker on attempt (worker) where state = 'OPEN';

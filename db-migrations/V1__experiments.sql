-- Experiments, their runs, the attempts at them, what was measured and what was saved.
create table experiment (
  id          uuid primary key,
  slug        text        not null unique,
  name        text        not null check (length(name) between 1 and 200),
  spec        jsonb       not null,
  spec_hash   text        not null,
  created_by  text        not null,
  created_at  timestamptz not null
);
create index experiment_by_age on experiment (created_at desc, id);

create table run (
  id                uuid primary key,
  experiment_id     uuid        not null references experiment (id),
  position          int         not null,
  -- the fp32 run of the same seed that this one starts from; null for the baseline itself and for runs from scratch
  baseline_id       uuid references run (id),
  method            text        not null,
  setting           text        not null,
  weight_bits       int         not null check (weight_bits between 1 and 8 or weight_bits = 32),
  activation_bits   int         not null check (activation_bits between 1 and 8 or activation_bits = 32),
  seed              bigint      not null,
  plan              jsonb       not null,
  plan_hash         text        not null,
  -- higher runs earlier; baselines stand far above everything that waits for one
  priority          int         not null,
  state             text        not null check (state in
                      ('WAITING', 'QUEUED', 'STARTING', 'RUNNING', 'PAUSED', 'CANCELED', 'COMPLETED', 'FAILED')),
  state_reason      text,
  max_attempts      int         not null check (max_attempts > 0),
  epoch             int         not null,
  epochs            int         not null,
  step              int         not null,
  steps             int         not null,
  images_per_second double precision,
  eta_seconds       double precision,
  best_top1         double precision check (best_top1 between 0 and 1),
  last_top1         double precision check (last_top1 between 0 and 1),
  last_loss         double precision,
  created_at        timestamptz not null,
  queued_at         timestamptz,
  started_at        timestamptz,
  finished_at       timestamptz,
  version           bigint      not null,
  unique (experiment_id, position),
  unique (experiment_id, method, weight_bits, activation_bits, seed),
  check (baseline_id <> id),
  check (state <> 'WAITING' or baseline_id is not null),
  check (state <> 'QUEUED' or queued_at is not null),
  check ((state in ('CANCELED', 'COMPLETED', 'FAILED')) = (finished_at is not null))
);
create index run_in_queue on run (priority desc, queued_at, position) where state = 'QUEUED';
create index run_by_baseline on run (baseline_id);

create table attempt (
  id           uuid primary key,
  run_id       uuid        not null references run (id),
  number       int         not null check (number > 0),
  worker       text        not null,
  device       text        not null,
  state        text        not null check (state in ('OPEN', 'COMPLETED', 'FAILED', 'CANCELED', 'LOST')),
  reason       text,
  -- the worker handed the run back on its way out; such an attempt is not held against the run
  released     boolean     not null default false,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  ended_at     timestamptz,
  unique (run_id, number),
  check ((state = 'OPEN') = (ended_at is null)),
  check (not released or state = 'LOST')
);
-- a run has at most one attempt at a time
create unique index attempt_open on attempt (run_id) where state = 'OPEN';

create table metric (
  run_id      uuid             not null references run (id),
  name        text             not null,
  step        bigint           not null,
  epoch       double precision not null,
  value       double precision not null,
  recorded_at timestamptz      not null,
  primary key (run_id, name, step)
);

create table checkpoint (
  id         uuid primary key,
  run_id     uuid             not null references run (id),
  attempt_id uuid             not null references attempt (id),
  epoch      int              not null check (epoch > 0),
  last       boolean          not null,
  top1       double precision not null check (top1 between 0 and 1),
  loss       double precision not null,
  manifest   jsonb            not null,
  created_at timestamptz      not null,
  unique (run_id, epoch)
);

create table checkpoint_file (
  checkpoint_id uuid   not null references checkpoint (id),
  name          text   not null,
  download_name text   not null,
  storage_key   text   not null,
  size          bigint not null check (size >= 0),
  sha256        text   not null check (length(sha256) = 64),
  primary key (checkpoint_id, name)
);

-- db-scheduler's own table, as its documentation defines it for PostgreSQL
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  state                text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority_execution_time on scheduled_tasks (priority desc, execution_time asc);

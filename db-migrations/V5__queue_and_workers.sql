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

-- Processes that train. Each says again and again that it lives; what it trains stands in attempt.
create table worker (
  name         text        primary key check (length(name) between 1 and 300),
  role         text        not null check (role in ('ALL', 'WORKER')),
  version      text        not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  -- it has ended in an orderly way
  stopped_at   timestamptz,
  -- of one that another process started and watches: how it ended last, how often in a row, and when it is started again; null
  -- while it runs
  ended        text,
  ended_at     timestamptz,
  ends         int not null default 0 check (ends >= 0),
  starts_again_at timestamptz,
  check ((ends = 0) = (ended is null) and (ended is null) = (ended_at is null))
);

-- Some missed heartbeats are no reason to worry.
create view live_worker with (security_invoker = true) as
  select name from worker where stopped_at is null and starts_again_at is null and heartbeat_at >= now() - interval '30 seconds';

create table worker_device (
  worker       text   not null references worker (name) on delete cascade,
  position     int    not null check (position >= 0),
  name         text   not null,
  kind         text   not null check (kind in ('CPU', 'CUDA')),
  processor    text   not null,
  threads      int check (threads > 0),
  memory_bytes bigint check (memory_bytes > 0),
  primary key (worker, position),
  unique (worker, name)
);

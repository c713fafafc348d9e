-- Processes that train. Each says again and again that it lives; what it trains stands in attempt.
create table worker (
  name         text        primary key check (length(name) between 1 and 300),
  role         text        not null check (role in ('ALL', 'WORKER')),
  version      text        not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  -- it has ended in an orderly way
  stopped_at   timestamptz
);

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
create index attempt_open_by_worker on attempt (worker) where state = 'OPEN';
-- what runs took lately, from which the start of those that wait is estimated
create index run_completed_lately on run (finished_at desc) where state = 'COMPLETED';

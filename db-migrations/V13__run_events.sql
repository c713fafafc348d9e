-- What happened to a run, in one order: states, measured values and lines of its log share one count for each run. A number is given
-- out under the run's row lock, which is held to the end of the transaction, so numbers become visible in their order.
alter table run
  add column last_event bigint not null default 0 check (last_event >= 0),
  add column log_lines  int    not null default 0 check (log_lines >= 0);

create table log_line (
  run_id  uuid        not null references run (id),
  line    int         not null check (line > 0),
  event   bigint      not null,
  at      timestamptz not null,
  -- null where no attempt is concerned: somebody has paused a run that waits
  attempt int,
  level   text        not null check (level in ('INFO', 'WARN', 'ERROR')),
  text    text        not null check (length(text) between 1 and 2000),
  primary key (run_id, line),
  unique (run_id, event)
);

create table state_change (
  run_id uuid        not null references run (id),
  event  bigint      not null,
  at     timestamptz not null default now(),
  state  text        not null,
  reason text,
  primary key (run_id, event)
);

alter table metric add column event bigint not null default 1;

-- Runs from before: the values of an epoch become one event, their state now is the last.
update metric set event = greatest(1, ceil(epoch));
update run set last_event = 1 + coalesce((select max(event) from metric where run_id = run.id), 0);
alter table metric alter column event drop default;
insert into state_change (run_id, event, at, state, reason)
  select id, last_event, coalesce(finished_at, started_at, queued_at, created_at), state, state_reason from run;
create index metric_by_event on metric (run_id, event);

-- Every change of a state that reaches the table is an event, whoever makes it; several within one update are one. The last state is
-- an event once more when the exports of its run are done.
create function count_state_change() returns trigger language plpgsql as $$
begin
  new.last_event := new.last_event + 1;
  return new;
end $$;
create function record_state_change() returns trigger language plpgsql as $$
begin
  insert into state_change (run_id, event, state, reason) values (new.id, new.last_event, new.state, new.state_reason);
  return null;
end $$;
create trigger count_first_state before insert on run for each row execute function count_state_change();
create trigger record_first_state after insert on run for each row execute function record_state_change();
create trigger count_state_change before update of state on run for each row
  when (old.state is distinct from new.state) execute function count_state_change();
create trigger record_state_change after update of state on run for each row
  when (old.state is distinct from new.state) execute function record_state_change();

-- other runs of the same plan
create index run_by_plan on run (plan_hash);

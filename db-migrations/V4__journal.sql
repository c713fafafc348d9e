-- What happened to a run, in one order: states, measured values and lines of its log share one count for each run. A number is given
-- out under the run's row lock, which is held to the end of the transaction, so numbers become visible in their order.
create table metric (
  run_id      uuid             not null references run (id),
  name        text             not null,
  step        bigint           not null,
  epoch       double precision not null,
  value       double precision not null,
  recorded_at timestamptz      not null,
  -- values of one report share a number
  event       bigint           not null,
  primary key (run_id, name, step)
);
create index metric_by_event on metric (run_id, event);

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

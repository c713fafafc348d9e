-- Runs that are tried again after they ended.
alter table run
  -- attempts up to this number are not held against the run any more: somebody has asked for it again since
  add column retried_after int not null default 0 check (retried_after >= 0),
  -- the run that this one starts from and whose end alone ended it; it waits again when that one is tried again
  add column ended_with    uuid references run (id);
update run set ended_with = parent_id
where state in ('FAILED', 'CANCELED')
  and (state_reason like 'The run ' || parent_id || ' that it starts from failed: %'
    or state_reason = 'The run ' || parent_id || ' that it starts from was canceled.');
alter table run add check (ended_with is null or (ended_with = parent_id and state in ('FAILED', 'CANCELED')));

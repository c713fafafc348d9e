-- What experiments are filtered by, beside their spec.
alter table experiment
  add column network text generated always as (spec ->> 'network') stored,
  add column dataset text generated always as (spec ->> 'dataset') stored;
-- What lists are sorted and filtered by most; with the id, which settles ties, so that a page is a range of the index.
drop index experiment_by_age;
create index experiment_by_age on experiment (created_at desc, id desc);
create index run_by_age on run (created_at desc, id desc);
create index run_by_top1 on run (last_top1 desc nulls last, id desc);
create index run_by_experiment_and_state on run (experiment_id, state);
-- the names that a form suggests, found one after the other
create index run_by_method on run (method);
create index run_by_setting on run (setting);
-- which attempts of a run have saved anything: its speed is theirs
create index checkpoint_by_attempt on checkpoint (attempt_id);

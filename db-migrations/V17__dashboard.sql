-- Experiments of which something is left to do, and the runs that ended last: what the dashboard begins with.
create index run_unfinished on run (experiment_id, state) where state not in ('COMPLETED', 'FAILED', 'CANCELED');
create index run_by_end on run (finished_at desc, id desc) where finished_at is not null;

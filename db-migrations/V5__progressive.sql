-- The run that a run starts from: its baseline, or in a progressive chain the same method's run at the next wider setting.
alter table run add column parent_id uuid references run (id) check (parent_id <> id);
update run set parent_id = baseline_id;
create index run_by_parent on run (parent_id);

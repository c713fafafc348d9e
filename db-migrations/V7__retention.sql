-- Old checkpoints lose their files, not their rows: figures, manifest and the hashes of the files stay. Files are deleted after this
-- is set, so that a row without it never names what retention deleted.
alter table checkpoint add column files_removed_at timestamptz;
-- the checkpoints that others start from
create index checkpoint_by_parent on checkpoint ((manifest ->> 'parent'));
create index checkpoint_file_by_key on checkpoint_file (storage_key);

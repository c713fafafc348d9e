-- A checkpoint that is replaced takes the rows of its files with it.
alter table checkpoint_file
  drop constraint checkpoint_file_checkpoint_id_fkey,
  add constraint checkpoint_file_checkpoint_id_fkey
    foreign key (checkpoint_id) references checkpoint (id) on delete cascade;

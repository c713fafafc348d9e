-- What runs had learned after their epochs.
create table checkpoint (
  id               uuid             primary key,
  run_id           uuid             not null references run (id),
  attempt_id       uuid             not null references attempt (id),
  epoch            int              not null check (epoch > 0),
  last             boolean          not null,
  top1             double precision not null check (top1 between 0 and 1),
  -- on the training images held out for it
  validation_top1  double precision check (validation_top1 between 0 and 1),
  loss             double precision not null,
  manifest         jsonb            not null,
  created_at       timestamptz      not null,
  -- Old checkpoints lose their files, not their rows: figures, manifest and the hashes of the files stay. Files are deleted after
  -- this is set, so that a row without it never names what retention deleted.
  files_removed_at timestamptz,
  unique (run_id, epoch)
);
-- which attempts of a run have saved anything: its speed is theirs
create index checkpoint_by_attempt on checkpoint (attempt_id);
-- the checkpoints that others start from
create index checkpoint_by_parent on checkpoint ((manifest ->> 'parent'));

create table checkpoint_file (
  checkpoint_id uuid   not null references checkpoint (id) on delete cascade,
  name          text   not null,
  download_name text   not null,
  storage_key   text   not null,
  size          bigint not null check (size >= 0),
  sha256        text   not null check (length(sha256) = 64),
  primary key (checkpoint_id, name)
);
-- whether anything still needs the bytes of a key
create index checkpoint_file_by_key on checkpoint_file (storage_key);

-- What networks were tested on, image by image and without pixels: once for all checkpoints that were tested on the same.
create table test_split (
  -- SHA-256 over the data set's checksum and the names and labels in their order, lower-case hex: whoever has the same one has
  -- answered the same questions
  id       text   primary key check (length(id) = 64),
  checksum text   not null,
  classes  text[] not null check (cardinality(classes) > 0),
  images   int    not null check (images > 0),
  -- a class an image: one byte up to 256 classes, else two, the higher first
  labels   bytea  not null,
  names    text[] not null,
  check (octet_length(labels) = images * case when cardinality(classes) <= 256 then 1 else 2 end),
  check (cardinality(names) = images)
);

-- The class that a network named for each of them, as test_split.labels. Rows stay when retention removes files.
create table checkpoint_prediction (
  checkpoint_id uuid  primary key references checkpoint (id) on delete cascade,
  test_split    text  not null references test_split (id),
  predicted     bytea not null
);

-- What a checkpoint is as an exported model: whether it was made, what another runtime measured, and whether it may be used.
create table deployment (
  checkpoint_id            uuid primary key references checkpoint (id) on delete cascade,
  state                    text        not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
  -- how often a worker has begun; one that dies over it again and again is given up
  attempts                 int         not null default 0,
  reason_code              text,
  reason                   text,
  requested_at             timestamptz not null,
  finished_at              timestamptz,
  images                   int check (images > 0),
  simulated_top1           double precision check (simulated_top1 between 0 and 1),
  deployed_top1            double precision check (deployed_top1 between 0 and 1),
  equal_predictions        double precision check (equal_predictions between 0 and 1),
  largest_logit_difference double precision,
  output_step              double precision,
  fp32_bytes               bigint,
  packed_bytes             bigint,
  bit_operations           double precision,
  fp32_bit_operations      double precision,
  -- ONNX Runtime's version and the processor, since both have a part in the figures
  runtime                  text,
  -- the largest difference that was allowed when it was measured
  allowed_difference       double precision,
  check ((state in ('DONE', 'FAILED')) = (finished_at is not null)),
  check (state <> 'FAILED' or (reason_code is not null and reason is not null)),
  check (state <> 'DONE' or (images is not null and simulated_top1 is not null and deployed_top1 is not null
    and equal_predictions is not null and largest_logit_difference is not null and output_step is not null
    and fp32_bytes is not null and packed_bytes is not null and bit_operations is not null
    and fp32_bit_operations is not null and runtime is not null and allowed_difference is not null))
);

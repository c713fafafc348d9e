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

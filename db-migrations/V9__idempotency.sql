-- Answers to POSTs that came with an Idempotency-Key: the same key with the same body gets the same answer for a day.
create table idempotent_answer (
  key          text primary key check (length(key) between 1 and 255),
  -- SHA-256 of the address and the body
  request_hash text        not null check (length(request_hash) = 64),
  status       int,
  content_type text,
  location     text,
  body         bytea,
  created_at   timestamptz not null
);
create index idempotent_answer_by_age on idempotent_answer (created_at);

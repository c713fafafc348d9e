-- Cited accuracies. The shipped ones are imported at start; people may add their own beside them.
create table published (
  -- the order in which they were added
  position        bigint           primary key generated always as identity,
  collection      text             not null,
  dataset         text             not null,
  network         text             not null,
  method          text             not null,
  weight_bits     int              not null check (weight_bits between 1 and 8 or weight_bits = 32),
  activation_bits int              not null check (activation_bits between 1 and 8 or activation_bits = 32),
  top1            double precision not null check (top1 between 0 and 1),
  kind            text             not null check (kind in ('paper', 'reproduction')),
  source          text             not null check (length(source) > 0),
  note            text,
  added_by        text             not null,
  -- when a person added a number; null for those that ship with Bitgap, which alone an import may correct
  added_at        timestamptz,
  unique (collection, dataset, network, method, weight_bits, activation_bits, kind, source)
);
create index published_by_network on published (network, dataset);
-- people seldom give the table of the source, so theirs are told apart without it
create unique index published_once_by_people
  on published (dataset, network, method, weight_bits, activation_bits, kind, source) where added_at is not null;

-- Networks that people uploaded. The definition is Bitgap's own text of what was accepted, one text for one content; a run's
-- plan carries a copy, so that a row here is never needed to train or to restore.
create table network (
  name       text        primary key check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(name) <= 60),
  definition text        not null check (length(definition) > 0),
  created_by text        not null,
  created_at timestamptz not null
);

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

-- A form that was sent twice (a second click, a reload) makes one experiment: its token stands here once.
create table form_token (
  token         uuid primary key,
  experiment_id uuid        not null references experiment (id),
  used_at       timestamptz not null
);
create index form_token_by_age on form_token (used_at);

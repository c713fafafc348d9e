-- A form that was sent twice (a second click, a reload) makes one experiment: its token stands here once.
create table form_token (
  token         uuid primary key,
  experiment_id uuid        not null references experiment (id),
  used_at       timestamptz not null
);
create index form_token_by_age on form_token (used_at);

-- People. Who only signs in elsewhere has no password here; whoever is disabled keeps what is theirs and can do nothing.
create table person (
  id             uuid        primary key,
  name           text        not null unique check (name ~ '^[a-z0-9][a-z0-9._@+-]{0,99}$'),
  role           text        not null check (role in ('VIEWER', 'RESEARCHER', 'OPERATOR', 'ADMIN')),
  -- as Spring Security's DelegatingPasswordEncoder writes it, with the name of the method in front
  password_hash  text,
  -- the OpenID Connect provider and what it calls this person, which unlike a name never changes
  issuer         text,
  subject        text,
  created_at     timestamptz not null,
  disabled_at    timestamptz,
  last_seen_at   timestamptz,
  -- counted up with whatever ends their sessions: one that began with an earlier number is none, however late it is stored
  sessions_of    int         not null default 0,
  unique (issuer, subject),
  check ((issuer is null) = (subject is null))
);

-- Links that let somebody choose a password once. The first one of a service belongs to nobody yet: whoever uses it becomes the
-- first administrator.
create table password_link (
  -- SHA-256 of what the link ends with, lower-case hex
  secret_hash text        primary key check (length(secret_hash) = 64),
  person_id   uuid        references person (id) on delete cascade,
  expires_at  timestamptz not null
);

create table api_token (
  id           uuid        primary key,
  person_id    uuid        not null references person (id) on delete cascade,
  name         text        not null check (length(name) between 1 and 100),
  -- SHA-256 of the token, lower-case hex: what is random needs no slower hash
  secret_hash  text        not null unique check (length(secret_hash) = 64),
  -- at most this much of what its owner may do
  role         text        not null check (role in ('VIEWER', 'RESEARCHER', 'OPERATOR', 'ADMIN')),
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_token_by_person on api_token (person_id);

-- Who did what. The service may add to it and read it, no more: see DatabaseRoles.
create table audit_entry (
  id          uuid        primary key,
  at          timestamptz not null,
  -- the name as it was then; a person's id does not change
  actor       text        not null,
  person_id   uuid,
  token_id    uuid,
  -- where the request came from; null for what the service did by itself
  address     text,
  action      text        not null,
  target_kind text        not null,
  target      text        not null,
  before      jsonb,
  after       jsonb
);
create index audit_entry_by_age on audit_entry (at desc, id desc);

-- Spring Session's own tables, as its documentation defines them for PostgreSQL
create table spring_session (
  primary_id            char(36) not null primary key,
  session_id            char(36) not null,
  creation_time         bigint   not null,
  last_access_time      bigint   not null,
  max_inactive_interval int      not null,
  expiry_time           bigint   not null,
  principal_name        varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36)     not null references spring_session (primary_id) on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea        not null,
  primary key (session_primary_id, attribute_name)
);

-- bucket4j's own table. Losing it in a crash of the database costs nothing but a fresh allowance.
create unlogged table rate_limit (
  id         text   primary key,
  state      bytea,
  expires_at bigint
);
create index rate_limit_by_expiry on rate_limit (expires_at);

-- Whose an experiment is, and who sees it. What nobody owns was submitted by the service itself or before there were accounts.
alter table experiment
  add column owner_id   uuid references person (id),
  add column visibility text not null default 'everyone' check (visibility in ('everyone', 'private')),
  -- the only person besides operators who sees it; null for everyone
  add column private_to uuid generated always as (case when visibility = 'private' then owner_id end) stored,
  add check (visibility = 'everyone' or owner_id is not null);
create index experiment_by_owner on experiment (owner_id);

-- A run and its checkpoints are seen by whoever sees the experiment. Kept with them too, so that no list has to look there.
alter table run add foreign key (private_to) references person (id);
alter table checkpoint add column private_to uuid references person (id);
create function private_as_experiment() returns trigger language plpgsql as $$
begin
  new.private_to := (select private_to from experiment where id = new.experiment_id);
  return new;
end $$;
create trigger private_as_experiment before insert on run for each row execute function private_as_experiment();
create function private_as_run() returns trigger language plpgsql as $$
begin
  new.private_to := (select private_to from run where id = new.run_id);
  return new;
end $$;
create trigger private_as_run before insert on checkpoint for each row execute function private_as_run();
create function all_of_it_private() returns trigger language plpgsql as $$
begin
  update run set private_to = new.private_to where experiment_id = new.id;
  update checkpoint set private_to = new.private_to where run_id in (select id from run where experiment_id = new.id);
  return null;
end $$;
create trigger all_of_it_private after update of owner_id, visibility on experiment for each row
  when (old.private_to is distinct from new.private_to) execute function all_of_it_private();

-- Whom a connection reads for: nothing where it is the service itself or somebody who sees everything, else a person's id. The service
-- sets it whenever it takes a connection from its pool, so no statement can forget it.
create function readable(private_to uuid) returns boolean language sql stable parallel safe as $$
  select private_to is null or coalesce(current_setting('bitgap.reader', true), '') in ('', private_to::text)
$$;
alter table experiment enable row level security, force row level security;
create policy readable on experiment using (readable(private_to));
alter table run enable row level security, force row level security;
create policy readable on run using (readable(private_to));
-- what is found without its run
alter table checkpoint enable row level security, force row level security;
create policy readable on checkpoint using (readable(private_to));
alter view run_result set (security_invoker = true);

-- Answers are kept for whom they were given to.
alter table idempotent_answer
  add column person text not null default '',
  drop constraint idempotent_answer_pkey,
  add primary key (person, key);

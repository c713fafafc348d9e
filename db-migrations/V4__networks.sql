-- Networks that people uploaded. The definition is Bitgap's own text of what was accepted, one text for one content; a run's
-- plan carries a copy, so that a row here is never needed to train or to restore.
create table network (
  name       text        primary key check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(name) <= 60),
  definition text        not null check (length(definition) > 0),
  created_by text        not null,
  created_at timestamptz not null
);

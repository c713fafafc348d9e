-- Two experiments are the same when they would train the same thing: neither the name nor the place in the queue counts.
create function spec_hash(spec jsonb) returns text language sql immutable parallel safe as $$
  select encode(sha256(convert_to((spec - 'name' - 'priority')::text, 'UTF8')), 'hex')
$$;

-- Grids that were submitted. A spec never changes; what has become of an experiment is what has become of its runs.
create table experiment (
  id          uuid        primary key,
  slug        text        not null unique,
  name        text        not null check (length(name) between 1 and 200),
  spec        jsonb       not null,
  spec_hash   text        not null generated always as (spec_hash(spec)) stored,
  network     text        generated always as (spec ->> 'network') stored,
  dataset     text        generated always as (spec ->> 'dataset') stored,
  -- of how many images runs make use; 0 is all of them
  train_examples int      not null generated always as (coalesce((spec #>> '{limits,trainExamples}')::int, 0)) stored,
  test_examples  int      not null generated always as (coalesce((spec #>> '{limits,testExamples}')::int, 0)) stored,
  validation_examples int not null generated always as (coalesce((spec #>> '{limits,validationExamples}')::int, 0)) stored,
  created_by  text        not null,
  created_at  timestamptz not null
);
-- the list as it is sorted by default; with the id, which settles ties, so that a page is a range of the index
create index experiment_by_age on experiment (created_at desc, id desc);
create index experiment_by_spec on experiment (spec_hash, id desc);

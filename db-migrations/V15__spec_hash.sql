-- Two experiments are the same when they would train the same thing: neither the name nor the place in the queue counts.
create function spec_hash(spec jsonb) returns text language sql immutable parallel safe as $$
  select encode(sha256(convert_to((spec - 'name' - 'priority')::text, 'UTF8')), 'hex')
$$;
update experiment set spec_hash = spec_hash(spec) where jsonb_typeof(spec) = 'object';
create index experiment_by_spec on experiment (spec_hash, id desc);

-- Cited accuracies. The shipped ones are imported at start; people may add their own beside them.
create table published (
  id              uuid primary key default gen_random_uuid(),
  position        bigint generated always as identity,
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
  unique (collection, dataset, network, method, weight_bits, activation_bits, kind, source)
);
create index published_by_network on published (network, dataset);

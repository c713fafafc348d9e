-- When a person added a number; null for those that ship with Bitgap, which alone an import may correct.
alter table published add column added_at timestamptz;
-- The unique constraint of V2 also counts the table of the source, which people seldom give.
create unique index published_once_by_people
  on published (dataset, network, method, weight_bits, activation_bits, kind, source) where added_at is not null;

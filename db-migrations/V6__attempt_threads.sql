-- What an attempt trained on, so that the speeds of runs are compared only between like and like: the model of the CPU or GPU, and
-- on a CPU the number of native threads. Attempts from before have neither.
alter table attempt
  add column processor text check (length(processor) > 0),
  add column threads   int check (threads > 0);

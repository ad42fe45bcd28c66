-- Sweeps, limits on what runs at once, and experiments that file sets made.
create table sweeps (
  id text primary key,
  name text not null,
  group_id text not null,
  base text not null,
  axes text not null,
  max_parallel integer,
  stop_rules text,
  owner text not null,
  revision integer not null,
  created_at integer not null,
  updated_at integer not null
) strict, without rowid

alter table experiments add column sweep text references sweeps (id)

alter table experiments add column file_set text

alter table experiments add column stop_rules text

alter table experiments add column priority integer not null default 0

alter table experiment_groups add column max_parallel integer

create index experiments_sweep on experiments (sweep) where sweep is not null

create index experiments_file_set on experiments (file_set) where file_set is not null

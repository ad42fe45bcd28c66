-- Numbers that runs leave in files. A side-car file is read when its version is not the one that was read.
alter table checkpoints add column metrics_uri text

alter table checkpoints add column metrics_version text

alter table checkpoints add column metrics_read text

alter table checkpoints add column metrics_problem text

create table metric_files (
  experiment_id integer not null references experiments (id),
  uri text not null,
  size integer not null,
  read integer not null,
  lines integer not null,
  unreadable integer not null,
  tail text not null,
  version text,
  left_out integer not null,
  read_at integer not null,
  primary key (experiment_id, uri)
) strict, without rowid

-- A metric's points are one value: they are read and written together. Not without a rowid, for they are long.
create table metrics (
  experiment_id integer not null references experiments (id),
  name text not null,
  uri text not null,
  count integer not null,
  not_finite integer not null,
  points text not null,
  primary key (experiment_id, name)
) strict

alter table experiments add column progress_step integer

alter table experiments add column progress_epoch integer

alter table experiments add column progress_at integer

-- The flag that says how long a run is, as configured; here because every row that is read is measured by it.
alter table installation add column total_flag text

alter table installation add column total_unit text

-- What a drop-in for the original needs: its columns, and tables for views, tokens, undo and what it knew of flags.
alter table experiments add column owner text

alter table experiments add column cluster_name text

alter table experiments add column original_id text

alter table experiments add column deleted_at integer

alter table experiments add column purged integer not null default 0

update experiments set deleted_at = updated_at where deleted = 1

create index experiments_trash on experiments (deleted_at) where deleted = 1 and purged = 0

alter table experiment_groups add column spec_revision integer not null default 1

alter table servers add column imported integer not null default 0

alter table jobs add column imported_id text

alter table jobs add column cluster_name text

alter table jobs add column sky_job_id integer

alter table jobs add column logs_path text

alter table jobs add column instance_type text

create index jobs_imported on jobs (imported_id) where imported_id is not null

alter table checkpoints add column metrics text not null default '{}'

alter table checkpoints add column observatory_url text

alter table checkpoints add column policy_version text

alter table checkpoints add column policy_id text

alter table checkpoints add column policy_version_id text

alter table events add column origin text

create index events_at on events (at)

create index events_actor on events (actor, id)

alter table commands add column fingerprint text

alter table commands add column undo text

create index events_kind on events (kind, id)

create table clusters (
  name text primary key,
  status text not null,
  num_nodes integer not null,
  instance_type text,
  cloud text,
  created_at integer,
  last_seen integer not null
) strict, without rowid

create table flag_schemas (
  flag_name text primary key,
  flag_type text not null,
  description text,
  default_value text,
  choices text,
  category text
) strict, without rowid

create table views (
  id text primary key,
  name text not null,
  query text not null,
  layout text not null,
  owner text not null,
  shared integer not null,
  revision integer not null,
  created_at integer not null,
  updated_at integer not null
) strict, without rowid

create table tokens (
  id integer primary key autoincrement,
  name text not null,
  scope text not null,
  hash text not null unique,
  created_at integer not null,
  expires_at integer,
  revoked_at integer
) strict

create table sessions (
  hash text primary key,
  token_id integer not null references tokens (id),
  opened_at integer not null,
  used_at integer not null
) strict, without rowid

create table undos (
  token text primary key,
  actor text not null,
  steps text not null,
  expires_at integer not null,
  used integer not null default 0
) strict, without rowid

create index undos_expires on undos (expires_at)

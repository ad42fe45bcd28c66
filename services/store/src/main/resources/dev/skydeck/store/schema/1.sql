-- Statements are separated by an empty line. Times are epoch milliseconds, lists and maps are JSON.
create table installation (
  one integer primary key check (one = 1),
  instance_id text not null,
  revision integer not null,
  created_at integer not null
) strict

insert into installation (one, instance_id, revision, created_at)
values (1, lower(hex(randomblob(5))), 0, cast(unixepoch('subsec') * 1000 as integer))

create table servers (
  number integer primary key autoincrement,
  url text not null,
  user_hash text not null,
  workspace text,
  total_no_filter integer not null default -1,
  observed_at integer,
  asked_revision integer,
  scope text,
  complete integer,
  pause_millis integer,
  settle_millis integer
) strict

create unique index servers_identity on servers (url, user_hash, coalesce(workspace, ''))

create table experiments (
  id integer primary key autoincrement,
  name text not null,
  desired_state text not null,
  current_state text not null,
  sky_status text,
  flags text not null,
  base_command text not null,
  tool_path text,
  git_branch text,
  nodes integer not null,
  gpus integer not null,
  accelerator text,
  instance_type text,
  cloud text,
  spot integer not null,
  description text,
  wandb_link text,
  tags text not null,
  exp_group text,
  exp_order integer not null,
  is_expanded integer not null,
  starred integer not null,
  deleted integer not null default 0,
  hold text,
  run_request integer not null,
  spec_revision integer not null,
  last_write_revision integer not null default 0,
  newest_launch integer references launches (id),
  latest_epoch integer,
  created_at integer not null,
  updated_at integer not null
) strict

create unique index experiments_name on experiments (name) where deleted = 0

create table experiment_groups (
  id text primary key,
  name text not null,
  flags text not null,
  group_order integer not null,
  collapsed integer not null,
  name_prefix text,
  created_at integer not null,
  updated_at integer not null
) strict

create table experiment_group_members (
  group_id text not null references experiment_groups (id) on delete cascade,
  experiment_id integer not null references experiments (id),
  member_order integer not null,
  primary key (group_id, experiment_id)
) strict, without rowid

create index experiment_group_members_experiment on experiment_group_members (experiment_id)

create table launches (
  id integer primary key autoincrement,
  experiment_id integer not null references experiments (id),
  sequence integer not null,
  token text not null unique,
  job_name text not null,
  state text not null,
  attempt integer not null,
  run_request integer not null,
  spec text not null,
  server integer references servers (number),
  request_id text,
  request_failed integer not null default 0,
  job_id integer,
  cancel_recorded integer not null default 0,
  cancel_attempts integer not null default 0,
  end text,
  end_status text,
  reason text,
  opened_at integer not null,
  sent_at integer,
  closed_at integer
) strict

create unique index launches_sequence on launches (experiment_id, sequence)

create unique index launches_one_open on launches (experiment_id) where state in ('INTENT', 'SENT', 'LIVE')

create index launches_unresolved on launches (state) where state in ('INTENT', 'SENT', 'LIVE', 'LATE')

create index launches_job on launches (server, job_id)

create index launches_sent on launches (sent_at)

create table jobs (
  server integer not null references servers (number),
  job_id integer not null,
  task_id integer not null,
  experiment_id integer references experiments (id),
  launch_id integer references launches (id),
  name text,
  status text not null,
  terminal integer not null,
  schedule_state text,
  submitted_at integer,
  started_at integer,
  ended_at integer,
  duration_seconds real,
  recovery_count integer not null,
  error_message text,
  details text,
  resources text,
  cloud text,
  region text,
  zone text,
  user_hash text,
  user_name text,
  workspace text,
  metadata text not null,
  exit_code integer,
  command text,
  nodes integer not null,
  gpus integer not null,
  created_at integer not null,
  primary key (server, job_id, task_id)
) strict, without rowid

create index jobs_experiment on jobs (experiment_id)

create index jobs_launch on jobs (launch_id)

create index jobs_alive on jobs (server, job_id) where terminal = 0

create table checkpoints (
  experiment_id integer not null references experiments (id),
  epoch integer not null,
  model_path text not null,
  replay_paths text not null,
  size integer,
  etag text,
  modified_at integer not null,
  created_at integer not null,
  synced_at integer not null,
  primary key (experiment_id, epoch)
) strict, without rowid

create table conditions (
  experiment_id integer not null references experiments (id),
  type text not null,
  position integer not null,
  reason text not null,
  since integer not null,
  primary key (experiment_id, type)
) strict, without rowid

create table events (
  id integer primary key autoincrement,
  revision integer not null,
  at integer not null,
  kind text not null,
  experiment_id integer,
  launch_id integer,
  actor text not null,
  data text not null,
  prev_hash text not null,
  hash text not null
) strict

create index events_experiment on events (experiment_id)

create trigger events_never_change before update on events
begin
  select raise(abort, 'events are append-only');
end

create trigger events_never_go before delete on events
begin
  select raise(abort, 'events are append-only');
end

create table lease (
  one integer primary key check (one = 1),
  epoch integer not null,
  host text,
  pid integer,
  started_at integer,
  instance text
) strict

insert into lease (one, epoch) values (1, 0)

create table commands (
  id text primary key,
  kind text not null,
  revision integer not null,
  answer text not null,
  at integer not null
) strict, without rowid

create index commands_at on commands (at)

create table user_settings (
  key text primary key,
  value text not null,
  updated_at integer not null
) strict, without rowid

-- For which experiments a policy registry is to be asked: from when on, and how often in a row it did not know them.
create table policy_questions (
  experiment_id integer primary key references experiments (id) on delete cascade,
  due_at integer not null,
  unknown integer not null default 0
) strict

insert into policy_questions (experiment_id, due_at)
  select experiment_id, max(created_at) from checkpoints
  where observatory_url is null and policy_version is null and policy_id is null and policy_version_id is null
  group by experiment_id

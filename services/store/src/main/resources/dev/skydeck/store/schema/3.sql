-- Everything that SkyPilot tells of a job, and task templates.
alter table jobs add column task_name text

alter table jobs add column pool text

alter table jobs add column priority integer

alter table jobs add column last_recovered_at integer

alter table jobs add column infra text

alter table jobs add column cluster_resources text

alter table jobs add column sky_cluster text

alter table jobs add column node_names text

alter table jobs add column links text not null default '{}'

alter table experiments add column task_template text

alter table experiment_groups add column task_template text

alter table launches add column templates text not null default '[]'

update launches set spec = json_set(spec, '$.taskTemplate', null) where json_valid(spec) and json_type(spec) = 'object'

create table task_templates (
  name text primary key,
  yaml text not null,
  revision integer not null,
  created_at integer not null,
  updated_at integer not null
) strict, without rowid

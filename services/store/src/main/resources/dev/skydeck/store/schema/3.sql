-- Everything that SkyPilot tells of a job.
alter table jobs add column task_name text

alter table jobs add column pool text

alter table jobs add column priority integer

alter table jobs add column last_recovered_at integer

alter table jobs add column infra text

alter table jobs add column cluster_resources text

alter table jobs add column sky_cluster text

alter table jobs add column node_names text

alter table jobs add column links text not null default '{}'

-- The names that an experiment has or had, and since when: its jobs wrote below each of them.
create table experiment_names (
  experiment_id integer not null references experiments (id) on delete cascade,
  name text not null,
  since integer not null,
  primary key (experiment_id, name)
) strict, without rowid

create index experiment_names_name on experiment_names (name)

insert or ignore into experiment_names (experiment_id, name, since)
  select experiment_id, json_extract(spec, '$.name'), min(opened_at) from launches
  where json_extract(spec, '$.name') is not null group by 1, 2

insert or ignore into experiment_names (experiment_id, name, since) select id, name, created_at from experiments

create trigger experiment_named after insert on experiments begin
  insert or ignore into experiment_names (experiment_id, name, since) values (new.id, new.name, new.created_at);
end

-- When a listing no longer showed it.
alter table checkpoints add column gone_at integer

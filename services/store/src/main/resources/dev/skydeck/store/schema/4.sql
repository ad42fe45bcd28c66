-- Experiments on clusters with a name. Job ids start again with each cluster, so each counts as a server of its own.
alter table experiments add column cluster text

alter table experiments add column stop_cluster integer not null default 0

alter table servers add column cluster text

alter table servers add column cluster_hash text

drop index servers_identity

create unique index servers_identity on servers (url, user_hash, coalesce(workspace, ''), coalesce(cluster_hash, ''))

alter table clusters add column server integer references servers (number)

alter table clusters add column hash text

alter table clusters add column region text

alter table clusters add column resources text

alter table clusters add column user_name text

alter table clusters add column user_hash text

alter table clusters add column workspace text

alter table clusters add column autostop_minutes integer

alter table clusters add column autodown integer not null default 0

alter table clusters add column last_event text

alter table clusters add column dollars_per_hour real

alter table clusters add column maker_launch integer references launches (id)

alter table clusters add column adopted integer not null default 0

alter table clusters add column trouble text

alter table clusters add column gone_at integer

alter table launches add column makes_cluster integer not null default 0

alter table launches add column adopted integer not null default 0

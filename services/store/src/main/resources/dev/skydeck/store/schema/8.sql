-- What becomes of runs: when an ended one is followed by another, and when a running one is stopped.
alter table experiments add column restart text not null default 'NEVER'

alter table experiments add column max_retries integer not null default 3

alter table experiments add column infra_retries integer not null default 3

-- What ended before there were retries is not launched again because SkyDeck was updated.
update experiments set infra_retries = 0 where newest_launch in (select id from launches where state = 'CLOSED')

alter table experiments add column stop_reason text

alter table experiment_groups add column max_gpus integer

alter table conditions add column next_at integer

-- Another database behind a server's address: since when it was seen, and when a person accepted it. What was there before keeps its
-- number; the new one gets another.
alter table servers add column replaced_at integer

alter table servers add column retired_at integer

-- When the last complete reading of all its living jobs was asked for.
alter table servers add column read_at integer

drop index servers_identity

create unique index servers_identity on servers (url, user_hash, coalesce(workspace, ''), coalesce(cluster_hash, ''))
  where retired_at is null

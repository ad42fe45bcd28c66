-- What a group's experiments may spend, in millionths of a US dollar.
alter table experiment_groups add column max_spend integer

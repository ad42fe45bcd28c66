-- When the newest run request was made, after the first: who asked first is launched first.
alter table experiments add column requested_at integer

-- Everything is paused, and so is what is created meanwhile.
alter table installation add column paused integer not null default 0

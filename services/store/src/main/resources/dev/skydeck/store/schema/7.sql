-- When the newest run request was made, after the first: who asked first is launched first.
alter table experiments add column requested_at integer

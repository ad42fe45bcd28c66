-- What was spent of late is counted whenever something is to be launched: the jobs that ended long ago are passed over.
create index jobs_ended on jobs (ended_at)

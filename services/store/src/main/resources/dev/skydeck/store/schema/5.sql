-- Who took the claim of the launch's newest attempt: only he can know what came of it.
alter table launches add column claim text

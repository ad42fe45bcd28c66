-- What tools say of their flags. Rows of an import that no tool names are put aside: nobody sees them.
create table flag_tools (
  tool_path text primary key,
  import_id text not null,
  version text not null,
  source text not null,
  flags integer not null,
  written_at integer not null
) strict, without rowid

create table flag_definitions (
  tool_path text not null,
  import_id text not null,
  position integer not null,
  flag text not null,
  definition text not null,
  primary key (tool_path, import_id, position)
) strict, without rowid

create unique index flag_definitions_flag on flag_definitions (tool_path, import_id, flag)

-- A command that comes again is answered as it was, with what it was warned of.
alter table commands add column warnings text

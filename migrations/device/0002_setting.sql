-- What this machine alone remembers: never sent, never folded.
create table setting (
  key text primary key,
  value text not null
) without rowid, strict;

-- Photographs and documents that entries name by the hash of their bytes. The bytes come after the entries,
-- part by part, and are no part of the history: no hash of what is folded has them in it.
-- size: in bytes; of one that is not whole yet, the most that any entry names. held: bytes here, from the
-- beginning. whole: 1 when all are here and are what the hash says. own: 1 for what was added on this laptop,
-- which is kept whatever the quota.
create table blob (
  n integer primary key,
  scope integer not null references scope,
  id blob not null,
  size integer not null,
  held integer not null,
  whole integer not null,
  own integer not null,
  unique (scope, id)
) strict;
create index blob_whole on blob (scope, size, id) where whole = 1;

-- start: where in the blob the part begins.
create table blob_part (
  blob integer not null references blob,
  start integer not null,
  bytes blob not null,
  primary key (blob, start)
) strict;

-- Blobs that others are known to hold: told by themselves, or given by them. party: a device's key, or a
-- center's. Never sent, never folded.
create table blob_reached (
  party blob not null,
  scope integer not null references scope,
  id blob not null,
  at_ms integer not null,
  primary key (party, scope, id)
) without rowid, strict;

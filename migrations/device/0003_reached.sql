-- How far others are known to hold each branch: told by themselves, or proved by a center's signed receipt.
-- Never sent, never folded.
create table receipt (
  n integer primary key,
  receipt blob not null
) strict;
-- party: a device's key, or a center's. kind: 1 a device, 2 a center.
create table reached (
  party blob not null,
  branch integer not null,
  kind integer not null,
  seq integer not null,
  at_ms integer not null,
  receipt integer references receipt,
  primary key (party, branch)
) without rowid, strict;
create index reached_branch on reached (branch, kind, seq);
create index reached_receipt on reached (receipt) where receipt is not null;

-- A feed as it was defined; its id is the hash of its body.
create table feed (
    n integer primary key,
    id blob not null unique,
    body blob not null
) strict;

-- One line of a feed's entries without gaps. A fork begins another, which goes on from its parent.
create table branch (
    n integer primary key,
    feed integer not null references feed (n),
    parent integer references branch (n),
    first integer not null,
    tip integer not null,
    hash blob not null
) strict;

create index branch_feed on branch (feed);

-- The exact bytes, keyed by line, number and hash; read only after the hash has been compared.
create table entry (
    branch integer not null references branch (n),
    seq integer not null,
    hash blob not null,
    body blob not null,
    primary key (branch, seq)
) strict, without rowid;

-- The device's signature under the entry at this place.
create table seal (
    branch integer not null references branch (n),
    seq integer not null,
    signature blob not null,
    primary key (branch, seq)
) strict, without rowid;

-- Persons' signatures beside an entry.
create table evidence (
    branch integer not null references branch (n),
    seq integer not null,
    body blob not null,
    primary key (branch, seq, body)
) strict, without rowid;

-- One row for each commit, a repeated push included: what it was for, chained by a keyed hash.
create table ledger (
    number integer primary key,
    at_ms integer not null,
    device blob not null,
    heads blob not null,
    mac blob not null
) strict;

-- Vouchers the authority signed ahead of time, found by the ticket of their secret.
create table voucher (
    ticket blob primary key,
    body blob not null,
    secret blob,
    issued_at_ms integer,
    mac blob not null
) strict, without rowid;

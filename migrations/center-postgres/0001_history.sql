-- A feed as it was defined; its id is the hash of its body.
create table feed (
    n bigint primary key,
    id bytea not null unique,
    body bytea not null
);

-- One line of a feed's entries without gaps. A fork begins another, which goes on from its parent.
create table branch (
    n bigint primary key,
    feed bigint not null references feed (n),
    parent bigint references branch (n),
    first bigint not null,
    tip bigint not null,
    hash bytea not null
);

create index branch_feed on branch (feed);

-- The exact bytes, keyed by line, number and hash; read only after the hash has been compared. Parted by line:
-- a line belongs to one feed and so to one scope.
create table entry (
    branch bigint not null,
    seq bigint not null,
    hash bytea not null,
    body bytea not null,
    primary key (branch, seq)
) partition by hash (branch);

create table entry_0 partition of entry for values with (modulus 8, remainder 0);
create table entry_1 partition of entry for values with (modulus 8, remainder 1);
create table entry_2 partition of entry for values with (modulus 8, remainder 2);
create table entry_3 partition of entry for values with (modulus 8, remainder 3);
create table entry_4 partition of entry for values with (modulus 8, remainder 4);
create table entry_5 partition of entry for values with (modulus 8, remainder 5);
create table entry_6 partition of entry for values with (modulus 8, remainder 6);
create table entry_7 partition of entry for values with (modulus 8, remainder 7);

-- The device's signature under the entry at this place.
create table seal (
    branch bigint not null,
    seq bigint not null,
    signature bytea not null,
    primary key (branch, seq)
);

-- Persons' signatures beside an entry.
create table evidence (
    branch bigint not null,
    seq bigint not null,
    body bytea not null,
    primary key (branch, seq, body)
);

-- One row for each commit, a repeated push included: what it was for, chained by a keyed hash.
create table ledger (
    number bigint primary key,
    at_ms bigint not null,
    device bytea not null,
    heads bytea not null,
    mac bytea not null
);

-- Vouchers the authority signed ahead of time, found by the ticket of their secret.
create table voucher (
    ticket bytea primary key,
    body bytea not null,
    secret bytea,
    issued_at_ms bigint,
    mac bytea not null
);

-- A photograph or document of a scope, named by the hash of its bytes; whole once all of them came and were found
-- to be what it says.
create table blob (
    scope blob not null,
    id blob not null,
    size integer not null,
    whole integer not null,
    primary key (scope, id)
) strict, without rowid;

-- Its bytes, in parts of at most 256 KiB as they came. A keyed hash tells whoever reads one that it is as it was
-- written.
create table blob_part (
    scope blob not null,
    id blob not null,
    start integer not null,
    bytes blob not null,
    mac blob not null,
    primary key (scope, id, start),
    foreign key (scope, id) references blob (scope, id)
) strict;

-- A photograph or document of a scope, named by the hash of its bytes; whole once all of them came and were found
-- to be what it says.
create table blob (
    scope bytea not null,
    id bytea not null,
    size bigint not null,
    whole boolean not null,
    primary key (scope, id)
);

-- Its bytes, in parts of at most 256 KiB as they came. A keyed hash tells whoever reads one that it is as it was
-- written.
create table blob_part (
    scope bytea not null,
    id bytea not null,
    start bigint not null,
    bytes bytea not null,
    mac bytea not null,
    primary key (scope, id, start),
    foreign key (scope, id) references blob (scope, id)
);

-- Photographs are pressed already.
alter table blob_part alter column bytes set storage external;

-- Who brought a blob's newest part, and when that came: UTC, milliseconds since 1970. Of blobs older than this form
-- nobody knows who.
alter table blob add column device bytea not null default ''::bytea;
alter table blob add column grown_at_ms bigint not null default 0;

create index blob_begun on blob (scope, grown_at_ms) where not whole;

-- What each device takes of a scope's room with the blobs it brought: the bytes held of each, at least 64 KiB.
create table blob_room (
    scope bytea not null,
    device bytea not null,
    bytes bigint not null,
    primary key (scope, device)
);

insert into blob_room (scope, device, bytes)
select scope, device, sum(bytes)::bigint from (
    select b.scope, b.device, greatest(65536, (
        select coalesce(sum(octet_length(p.bytes)), 0) from blob_part p where p.scope = b.scope and p.id = b.id
    )) as bytes
    from blob b
) as taken group by scope, device;

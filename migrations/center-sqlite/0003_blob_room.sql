-- Who brought a blob's newest part, and when that came: UTC, milliseconds since 1970. Of blobs older than this form
-- nobody knows who.
alter table blob add column device blob not null default x'';
alter table blob add column grown_at_ms integer not null default 0;

create index blob_begun on blob (scope, grown_at_ms) where whole = 0;

-- What each device takes of a scope's room with the blobs it brought: the bytes held of each, at least 64 KiB.
create table blob_room (
    scope blob not null,
    device blob not null,
    bytes integer not null,
    primary key (scope, device)
) strict, without rowid;

insert into blob_room (scope, device, bytes)
select scope, device, sum(bytes) from (
    select b.scope, b.device, max(65536, (
        select coalesce(sum(length(p.bytes)), 0) from blob_part p where p.scope = b.scope and p.id = b.id
    )) as bytes
    from blob b
) group by scope, device;

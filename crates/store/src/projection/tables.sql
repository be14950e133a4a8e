-- Folded from the history: may be dropped at any time. Raise the fold's version when a line changes here.

-- What each subject has come to, as the fold sees it. kind 0: events, but nothing known yet.
-- depth and entry: the last event folded.
create table state (
    n integer primary key,
    kind integer not null,
    needs_newer integer not null,
    depth integer not null,
    entry integer not null,
    state blob
);

-- scope, here and below: whose books the subject stands in, for lists of several hubs' things.
create table item (
    n integer primary key,
    category integer not null,
    supply_class integer not null,
    tracking integer not null,
    scope integer not null,
    niin text,
    local_code text
);

create table asset (
    n integer primary key,
    item integer not null,
    at integer not null,
    serial_key text not null,
    live integer not null,
    whereabouts integer not null,
    category integer not null,
    condition integer not null,
    disputed integer not null,
    unmarked integer not null,
    last_seen_ms integer not null,
    received_ms integer not null,
    scope integer not null,
    owner text
);

create table place (
    n integer primary key,
    code text not null,
    parent integer
);

create table person (
    n integer primary key,
    unit integer,
    gone integer not null,
    scope integer not null,
    rank text,
    number text
);

create table unit (
    n integer primary key,
    code_name text not null
);

create table lot (
    n integer primary key,
    item integer not null,
    number text not null,
    expires_on text
);

-- at: the place or the holder. held: with a holder.
create table stock (
    n integer primary key,
    item integer not null,
    lot integer,
    at integer not null,
    held integer not null,
    condition integer not null,
    quantity integer not null,
    disputed integer not null,
    scope integer not null
);

-- Counts that would be slow to make on asking: of items and lots what is in store and on hand receipt,
-- of places and holders how many assets and stock lines.
create table tally (
    n integer primary key,
    on_hand integer not null,
    issued integer not null,
    assets integer not null,
    lines integer not null
);

-- What a subject is called in lists. list: 1 what keeps things (places by their path, people, units),
-- 2 items, 3 the rest. Row 0 keeps what nobody knows the whereabouts of.
-- `sort` puts texts into the order of a dictionary, numbers in them by their value.
create table label (
    n integer primary key,
    list integer not null,
    text text not null,
    sort blob not null
);

-- Where an item with a name in another language stands among the names in that one. language: 1 Ukrainian,
-- 2 French.
create table label_in (
    n integer not null,
    language integer not null,
    sort blob not null,
    primary key (n, language)
) without rowid;

-- Photographs and documents. thing: what each was added to.
create table attachment (
    n integer primary key,
    thing integer not null,
    scope integer not null,
    blob blob not null,
    size integer not null,
    withdrawn integer not null
);

create table discrepancy (
    id blob primary key,
    scope integer not null,
    subject integer not null,
    kind integer not null,
    settled integer not null,
    discrepancy blob not null
) without rowid;

-- Identities that were doubled at least once, by the subject under which that is settled.
create table serial_group (
    subject integer primary key,
    item integer not null,
    serial_key text not null
);

-- Forks, by the subject under which they are settled.
create table fork_point (
    subject integer primary key,
    feed integer not null,
    seq integer not null
);

-- Acts taken back, by the entry that did.
create table correction (
    corrects blob not null,
    entry integer not null,
    act blob not null,
    primary key (corrects, entry)
) without rowid;

-- Entries whose personal fields nobody is to see any more, by the control scope that said so: it counts for
-- entries of scopes that one governs.
create table erased (
    hash blob not null,
    governor integer not null,
    primary key (hash, governor)
) without rowid;

create virtual table find_asset using fts5 (
    words, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);

create virtual table find_name using fts5 (
    words, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);

-- An encrypted page keeps 80 of its 4,096 bytes for itself: at the default size every page of words
-- would overflow into a second one. Words of a whole page of history are sorted in memory, and written
-- runs are merged eight at a time, so that each word is rewritten less often.
insert into find_asset (find_asset, rank) values ('pgsz', 3950), ('hashsize', 8388608), ('automerge', 8);
insert into find_name (find_name, rank) values ('pgsz', 3950);

insert into label (n, list, text, sort) values (0, 1, '', x'');

-- The history. These tables are only ever added to; everything that is folded from them lives elsewhere
-- and can be dropped. Numbers (n) are this store's own: they say in what order things came here, are
-- never sent and enter no hash. Hot tables carry no foreign keys: each would cost a lookup per event.

create table scope (
    n integer primary key,
    scope blob not null unique
);

-- own: 0 another device's, 1 this device writes here, 2 this device wrote here in a former epoch.
create table feed (
    n integer primary key,
    feed_id blob not null unique,
    feed blob not null,
    scope integer not null references scope,
    own integer not null default 0
);
create index feed_scope on feed (scope);

-- A feed without forks is one branch. A fork starts another at its first differing entry.
create table branch (
    n integer primary key,
    feed integer not null references feed,
    parent integer references branch,
    first_seq integer not null
);
create index branch_feed on branch (feed);

-- Causal pasts, kept only where `seen` or a fork changed one; between those an entry's clock is its
-- branch's last one and its own place.
create table clock (
    n integer primary key,
    clock blob not null
);

-- status: 0 folded, 1 parked (ancestors missing; branch and depth unknown), 2 quarantined (for reason).
-- lead: 1 the first entry of an act of the books in its feed, 0 a further piece of it, 2 membership.
create table entry (
    n integer primary key,
    feed integer not null,
    seq integer not null,
    hash blob not null,
    branch integer not null,
    depth integer not null,
    clock integer not null,
    status integer not null,
    reason integer not null,
    lead integer not null,
    at_ms integer not null,
    at_unsure integer not null,
    act blob not null,
    actor blob not null,
    header blob not null,
    payload blob not null,
    personal blob,
    seal blob
);
create unique index entry_place on entry (feed, seq, hash);
create index entry_act on entry (act);
create index entry_time on entry (at_ms) where lead = 1;
create index entry_aside on entry (status) where status <> 0;

create table evidence (
    entry integer not null,
    evidence blob not null,
    primary key (entry, evidence)
) without rowid;

-- What parked entries wait for.
create table missing (
    feed_id blob not null,
    seq integer not null,
    hash blob not null,
    entry integer not null,
    primary key (feed_id, seq, hash, entry)
) without rowid;

-- Session entries, whatever their standing.
create table session (
    branch integer not null,
    seq integer not null,
    entry integer not null,
    primary key (branch, seq)
) without rowid;

-- Entries the membership rests on: those of control scopes, and those that cuts name. The digest chains
-- them, so that a remembered membership is known to be that of exactly these.
create table control (
    n integer primary key,
    entry integer not null,
    digest blob not null
);

create table subject (
    n integer primary key,
    scope integer not null,
    id blob not null,
    unique (id, scope)
);

-- The events of each subject in fold order, but for ties of depth.
create table event (
    subject integer not null,
    depth integer not null,
    entry integer not null,
    idx integer not null,
    kind integer not null,
    primary key (subject, depth, entry, idx)
) without rowid;

-- The version of the fold that the folded tables come from; no row before the first.
create table folded_by (
    version integer not null
);

//! What does not add up: of single subjects, of doubled serials, of forked feeds.

use domain::discrepancy::{Discrepancy, DiscrepancyKind, DiscrepancyStatus};
use domain::fold::{Identity, Settling, State, serial_subject, serial_twice};
use domain::{AssetId, EntryRef, ItemId, SubjectId};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::folding::Subjects;
use crate::folding::slots;
use crate::history::entries::damaged;
use crate::history::{feeds, signed};
use crate::lineage::Fork;

/// Replaces the discrepancies that stand on a subject.
pub(crate) fn replace(
    connection: &Connection,
    scope: i64,
    subject: i64,
    discrepancies: &[Discrepancy],
) -> Result<(), StoreError> {
    connection.prepare_cached("delete from discrepancy where subject = ?1")?.execute([subject])?;
    let mut statement = connection.prepare_cached(
        "insert or replace into discrepancy (id, scope, subject, kind, settled, discrepancy)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for one in discrepancies {
        let settled = one.status == DiscrepancyStatus::Settled;
        statement.execute((&one.id, scope, subject, one.kind as i64, settled, bytes(one)))?;
    }
    Ok(())
}

pub(crate) fn bytes(discrepancy: &Discrepancy) -> Vec<u8> {
    minicbor::to_vec(discrepancy).expect("writing to memory cannot fail")
}

pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Discrepancy, StoreError> {
    minicbor::decode(bytes).map_err(|_| damaged())
}

/// Whether more than one live asset claims an identity; false needs no further look.
fn live(connection: &Connection, item: i64, key: &str) -> Result<Vec<AssetId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select s.id from asset a join subject s on s.n = a.n
         where a.serial_key = ?2 and a.item = ?1 and a.live = 1",
    )?;
    let rows = statement.query_map((item, key), |row| Ok(AssetId::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether any identity was ever doubled.
pub(crate) fn any_group(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("select exists (select 1 from serial_group)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Looks at one identity again; `before` says whether any was doubled before.
pub(crate) fn serial(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    identity: &Identity,
    before: bool,
) -> Result<bool, StoreError> {
    let Identity { item, key } = identity;
    let item_n = subjects.n(connection, scope, item.as_bytes())?;
    let was = before && was_contested(connection, item_n, &key.0)?;
    if !was && !is_contested(connection, item_n, &key.0)? {
        return Ok(false);
    }
    let subject = subjects.n(connection, scope, serial_subject(*item, key).as_bytes())?;
    connection
        .prepare_cached("insert or ignore into serial_group (subject, item, serial_key) values (?1, ?2, ?3)")?
        .execute((subject, item_n, &key.0))?;
    let settling = settling(connection, subject)?;
    let named = feeds::scope_id(connection, scope)?;
    let found = serial_twice(named, *item, key, &live(connection, item_n, &key.0)?, settling.as_ref());
    replace(connection, scope, subject, found.as_slice())?;
    Ok(true)
}

fn is_contested(connection: &Connection, item: i64, key: &str) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "select count(*) > 1 from
            (select 1 from asset where serial_key = ?2 and item = ?1 and live = 1 limit 2)",
    )?;
    Ok(statement.query_row((item, key), |row| row.get(0))?)
}

fn was_contested(connection: &Connection, item: i64, key: &str) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare_cached("select exists (select 1 from serial_group where item = ?1 and serial_key = ?2)")?;
    Ok(statement.query_row((item, key), |row| row.get(0))?)
}

/// The identity a subject is the doubled serial of, if it was ever doubled.
pub(crate) fn group_of(connection: &Connection, subject: i64) -> Result<Option<Identity>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select s.id, g.serial_key from serial_group g join subject s on s.n = g.item where g.subject = ?1",
    )?;
    let found = statement.query_row([subject], |row| {
        let key = domain::serial::SerialKey(row.get(1)?);
        Ok(Identity { item: ItemId::from_bytes(row.get(0)?), key })
    });
    Ok(found.optional()?)
}

fn settling(connection: &Connection, subject: i64) -> Result<Option<Settling>, StoreError> {
    Ok(match slots::stored(connection, subject)?.and_then(|row| row.state) {
        Some(State::Unfounded(unfounded)) => unfounded.settling,
        _ => None,
    })
}

/// A feed that goes two ways, with the entries at which it does.
pub(crate) fn fork(
    connection: &Connection,
    subjects: &mut Subjects,
    feed: i64,
    scope: i64,
    fork: Fork,
) -> Result<(), StoreError> {
    let id = *feed::fork_id(fork.feed, fork.seq).as_bytes();
    let subject = subjects.n(connection, scope, fork_subject(&id).as_bytes())?;
    connection
        .prepare_cached("insert or ignore into fork_point (subject, feed, seq) values (?1, ?2, ?3)")?
        .execute((subject, feed, signed(fork.seq)))?;
    let settling = settling(connection, subject)?;
    replace(connection, scope, subject, &[forked(connection, feed, fork, settling)?])
}

/// The discrepancy of a fork.
pub(crate) fn forked(
    connection: &Connection,
    feed: i64,
    fork: Fork,
    settling: Option<Settling>,
) -> Result<Discrepancy, StoreError> {
    let mut statement = connection.prepare_cached(
        "select hash, header from entry where feed = ?1 and seq = ?2 and status <> 1 order by hash",
    )?;
    let mut found = Vec::new();
    let mut rows = statement.query((feed, signed(fork.seq)))?;
    while let Some(row) = rows.next()? {
        let header: feed::Header = minicbor::decode(row.get_ref(1)?.as_blob()?).map_err(|_| damaged())?;
        found.push((
            EntryRef { feed: *fork.feed.as_bytes(), seq: fork.seq, hash: row.get(0)? },
            header.previous,
        ));
    }
    // Two branches that forked before may both be here: only those that go on from one entry fork here.
    let shared = |previous| found.iter().filter(|(_, other)| *other == previous).count() > 1;
    let between = found.iter().filter(|(_, previous)| shared(*previous)).map(|(entry, _)| *entry).collect();
    let id = *feed::fork_id(fork.feed, fork.seq).as_bytes();
    Ok(Discrepancy {
        id,
        kind: DiscrepancyKind::Fork,
        subject: fork_subject(&id),
        between,
        status: if settling.is_some() { DiscrepancyStatus::Settled } else { DiscrepancyStatus::Open },
        settled_by: settling.map(|settling| settling.entry),
        figure: None,
    })
}

/// The subject under which a fork is settled.
pub(crate) fn fork_subject(id: &[u8; 32]) -> SubjectId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&id[..16]);
    SubjectId::from_bytes(bytes)
}

pub(crate) fn is_fork_point(connection: &Connection, feed: i64, seq: u64) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("select exists (select 1 from fork_point where feed = ?1 and seq = ?2)")?;
    Ok(statement.query_row((feed, signed(seq)), |row| row.get(0))?)
}

/// The fork a subject stands for.
pub(crate) fn fork_of(connection: &Connection, subject: i64) -> Result<Option<(i64, Fork)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select p.feed, f.feed_id, p.seq from fork_point p join feed f on f.n = p.feed where p.subject = ?1",
    )?;
    let found = statement.query_row([subject], |row| {
        let fork =
            Fork { feed: feed::FeedId::from_bytes(row.get(1)?), seq: crate::history::unsigned(row.get(2)?) };
        Ok((row.get(0)?, fork))
    });
    Ok(found.optional()?)
}

/// Every fork in the history, for a rebuild.
pub(crate) fn forks(connection: &Connection) -> Result<Vec<(i64, i64, Fork)>, StoreError> {
    let mut statement = connection.prepare(
        "select distinct b.feed, f.scope, f.feed_id, b.first_seq
         from branch b join feed f on f.n = b.feed
         where b.parent is not null
            or exists (select 1 from branch o
                       where o.feed = b.feed and o.n <> b.n and o.first_seq = 1 and b.first_seq = 1)",
    )?;
    let rows = statement.query_map([], |row| {
        let fork =
            Fork { feed: feed::FeedId::from_bytes(row.get(2)?), seq: crate::history::unsigned(row.get(3)?) };
        Ok((row.get(0)?, row.get(1)?, fork))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

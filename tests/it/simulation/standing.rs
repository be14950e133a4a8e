//! What a laptop holds and how it stands there, asked of its store.

use std::collections::BTreeSet;

use feed::{ActId, Hash, Head};
use rusqlite::{Connection, Params};
use store::StoreError;
use store::exchange::reached::{self, Reach};

use super::laptop::Laptop;

/// Every entry a laptop holds, whatever its standing.
pub fn hashes(laptop: &Laptop) -> BTreeSet<Hash> {
    rows(laptop, "select hash from entry", ()).into_iter().map(Hash::from_bytes).collect()
}

/// Every entry that does not wait for another.
pub fn placed(laptop: &Laptop) -> BTreeSet<Hash> {
    rows(laptop, "select hash from entry where status <> 1", ()).into_iter().map(Hash::from_bytes).collect()
}

/// Every entry that waits for another.
pub fn parked(laptop: &Laptop) -> BTreeSet<Hash> {
    rows(laptop, "select hash from entry where status = 1", ()).into_iter().map(Hash::from_bytes).collect()
}

/// What those wait for.
pub fn waits_for(laptop: &Laptop) -> BTreeSet<Hash> {
    rows(laptop, "select hash from missing", ()).into_iter().map(Hash::from_bytes).collect()
}

pub fn of_act(laptop: &Laptop, act: &ActId) -> BTreeSet<Hash> {
    let written = rows(laptop, "select hash from entry where act = ?1", [act.as_bytes()]);
    written.into_iter().map(Hash::from_bytes).collect()
}

/// The last entry of an act.
pub fn last_of_act(laptop: &Laptop, act: &ActId) -> Head {
    let read = |connection: &Connection| {
        let sql = "select f.feed_id, e.seq, e.hash from entry e join feed f on f.n = e.feed
                   where e.act = ?1 order by e.seq desc limit 1";
        let head = connection.query_row(sql, [act.as_bytes()], |row| {
            let (feed, hash) = (feed::FeedId::from_bytes(row.get(0)?), Hash::from_bytes(row.get(2)?));
            Ok(Head { feed, seq: row.get::<_, i64>(1)? as u64, hash })
        });
        Ok::<_, StoreError>(head?)
    };
    laptop.books().read(read).unwrap()
}

/// Whether nothing on the subjects of an act that was just done comes after it.
pub fn is_newest(laptop: &Laptop, act: &ActId) -> bool {
    let read = |connection: &Connection| {
        let sql = "select not exists
            (select 1 from entry e join event v on v.entry = e.n
             join event o on o.subject = v.subject and o.depth >= v.depth
             join entry l on l.n = o.entry
             where e.act = ?1 and e.status = 0 and l.status = 0 and l.act <> ?1)";
        Ok::<_, StoreError>(connection.prepare_cached(sql)?.query_row([act.as_bytes()], |row| row.get(0))?)
    };
    laptop.books().read(read).unwrap()
}

/// Whether the laptop says that the center has the act of this entry.
pub fn is_shown_at_center(laptop: &Laptop, entry: &Hash) -> bool {
    let read = |connection: &Connection| {
        let act =
            connection.query_row("select act from entry where hash = ?1", [entry.as_bytes()], |row| {
                Ok(ActId::from_bytes(row.get(0)?))
            })?;
        Ok::<_, StoreError>(reached::of_act(connection, &act)? == Reach::Center)
    };
    laptop.books().read(read).unwrap()
}

/// Ids of what is to be settled, in hexadecimal.
pub fn open_discrepancies(laptop: &Laptop) -> Vec<String> {
    let found = rows(laptop, "select id from discrepancy where settled = 0 order by id", ());
    found.iter().map(|id| Hash::from_bytes(*id).to_string()).collect()
}

fn rows<P: Params>(laptop: &Laptop, sql: &str, with: P) -> Vec<[u8; 32]> {
    let read = laptop.books().read(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        let found = statement.query_map(with, |row| row.get(0))?.collect::<Result<Vec<[u8; 32]>, _>>()?;
        Ok::<_, StoreError>(found)
    });
    read.unwrap()
}

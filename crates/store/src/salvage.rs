//! What is left of a damaged store: it is set aside untouched, and what still reads is read out entry by
//! entry.

mod blobs;

use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use feed::{Entry, Header};
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::{Value, json};

use crate::file::{names, open_bare};
use crate::history::entries;
use crate::keys::{DatabaseKey, Machine};
use crate::query::timeline;
use crate::{Held, StoreError, durable};

pub use blobs::{SalvagedBlobs, salvage_blobs};

/// One entry as it stands in the file, unchecked: `feed::verify` decides what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEntry {
    /// Order of arrival in this store.
    pub n: i64,
    pub hash: Vec<u8>,
    pub header: Vec<u8>,
    pub payload: Vec<u8>,
    pub personal: Option<Vec<u8>>,
    pub seal: Option<Vec<u8>>,
}

impl RawEntry {
    /// What the entry says, where its bytes read: who did it, when, and each event as a timeline tells it.
    pub fn told(&self) -> Option<Value> {
        let entry = entries::from_parts(&self.header, &self.payload, self.personal.as_deref()).ok()?;
        let Header { feed, seq, at, actor, act, events, .. } = &entry.header;
        let events: Vec<Value> = (0..events.len()).map(|idx| told_event(&entry, idx)).collect();
        Some(json!({
            "feed": feed.to_string(), "seq": seq, "atMs": at.ms, "atUnsure": at.unsure,
            "actor": domain::PersonId::from_bytes(*actor.as_bytes()),
            "act": domain::ActId::from_bytes(*act.as_bytes()),
            "events": events,
        }))
    }
}

fn told_event(entry: &Entry, idx: usize) -> Value {
    let head = &entry.header.events[idx];
    let event = domain::Event::decode(head.kind, &entry.payload[idx], entry.personal.part(idx)).ok();
    json!({
        "subject": domain::SubjectId::from_bytes(*head.subject.as_bytes()),
        "what": domain::kinds::name(head.kind).unwrap_or("unknown"),
        "event": event.as_ref().map(timeline::told),
    })
}

/// How much came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvaged {
    pub entries: u64,
    /// Places in the order of arrival that do not read; some may never have held an entry.
    pub lost: Vec<RangeInclusive<i64>>,
}

/// Gives the store's folder, untouched and with all that lies in it, a name after the time; returns that name. In
/// its place stands a folder with no store, where this machine stays itself.
///
/// # Errors
/// [`StoreError::AlreadyThere`]: an earlier one is never overwritten.
pub fn set_aside(held: Held, now_ms: u64) -> Result<PathBuf, StoreError> {
    let time = i64::try_from(now_ms).ok().and_then(DateTime::from_timestamp_millis).unwrap_or_default();
    let directory = held.directory().canonicalize()?;
    let mut name = directory.file_name().unwrap_or_default().to_owned();
    name.push(format!(".damaged-{}", time.format("%Y%m%dT%H%M%SZ")));
    let folder = directory.with_file_name(name);
    if folder.exists() {
        return Err(StoreError::AlreadyThere { path: folder });
    }
    // A secret that does not read goes aside with the rest: what follows belongs to a new one.
    let at_home = directory.join(names::SECRET).exists();
    let machine = if at_home { Machine::at(&directory).ok() } else { None };
    // Nobody can take the store between here and its new name who could not take it there.
    drop(held);
    fs::rename(&directory, &folder)?;
    durable::sync_folder_of(&folder)?;
    if let Some(machine) = machine {
        fs::create_dir(&directory)?;
        machine.settle_in(&directory)?;
    }
    Ok(folder)
}

/// Hands every entry that still reads to `each`, in order of arrival, passing over what does not. Writes
/// neither to the database nor to its log.
///
/// # Errors
/// Fails only when not even the list of tables reads.
pub fn salvage(
    store_directory: &Path,
    key: &DatabaseKey,
    mut each: impl FnMut(RawEntry),
) -> Result<Salvaged, StoreError> {
    let source = Source::of(store_directory, key);
    let last = source.last();
    let mut salvaged = Salvaged::default();
    let mut next = i64::MIN;
    let mut connection = source.open()?;
    loop {
        let read = source.read_from(&connection, next, |entry| {
            next = entry.n + 1;
            salvaged.entries += 1;
            each(entry);
        });
        if read.is_ok() {
            return Ok(salvaged);
        }
        let from = next.max(0);
        let Some(resume) = source.next_readable(from, last) else {
            salvaged.lost.push(from..=last.unwrap_or(i64::MAX));
            return Ok(salvaged);
        };
        salvaged.lost.push(from..=resume - 1);
        next = resume;
        // After a page that fails its check a connection answers nothing any more.
        connection = source.open()?;
    }
}

struct Source {
    path: PathBuf,
    key: DatabaseKey,
}

/// How far to jump at most while looking for the next entry that reads: a page holds fewer than this.
const LONGEST_STEP: i64 = 32;
/// Beyond the end of any history, where the end itself does not read.
const FARTHEST: i64 = 1 << 40;

impl Source {
    fn of(store_directory: &Path, key: &DatabaseKey) -> Self {
        Self { path: store_directory.join(names::DATABASE), key: key.clone() }
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let connection = open_bare(&self.path, &self.key, None, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    }

    fn last(&self) -> Option<i64> {
        self.open().ok()?.query_row("select max(n) from entry", [], |row| row.get(0)).ok()?
    }

    fn read_from(
        &self,
        connection: &Connection,
        from: i64,
        mut each: impl FnMut(RawEntry),
    ) -> Result<(), StoreError> {
        let mut statement = connection
            .prepare("select n, hash, header, payload, personal, seal from entry where n >= ?1 order by n")?;
        let mut rows = statement.query([from])?;
        while let Some(row) = rows.next()? {
            each(raw(row)?);
        }
        Ok(())
    }

    /// The first place after `bad` from which an entry reads, or the end is reached cleanly.
    fn next_readable(&self, bad: i64, last: Option<i64>) -> Option<i64> {
        let (mut unreadable, mut step) = (bad, 1);
        let mut readable = loop {
            let place = unreadable.saturating_add(step);
            if place > last.unwrap_or(FARTHEST) {
                return last.map(|last| last + 1).filter(|end| self.reads_at(*end));
            }
            if self.reads_at(place) {
                break place;
            }
            unreadable = place;
            step = if last.is_some() { (step * 2).min(LONGEST_STEP) } else { step * 2 };
        };
        while readable - unreadable > 1 {
            let middle = unreadable + (readable - unreadable) / 2;
            if self.reads_at(middle) { readable = middle } else { unreadable = middle }
        }
        Some(readable)
    }

    fn reads_at(&self, place: i64) -> bool {
        let one = |connection: Connection| {
            let mut statement = connection.prepare(
                "select n, hash, header, payload, personal, seal from entry where n >= ?1 limit 1",
            )?;
            let mut rows = statement.query([place])?;
            rows.next()?.map(raw).transpose()?;
            Ok::<_, StoreError>(())
        };
        self.open().and_then(one).is_ok()
    }
}

fn raw(row: &Row<'_>) -> Result<RawEntry, rusqlite::Error> {
    Ok(RawEntry {
        n: row.get(0)?,
        hash: row.get(1)?,
        header: row.get(2)?,
        payload: row.get(3)?,
        personal: row.get(4)?,
        seal: row.get(5)?,
    })
}

//! What is left of a damaged store: it is set aside untouched, and what still reads is read out entry by
//! entry.

use std::fs::{self, File};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use rusqlite::{Connection, OpenFlags, Row};

use crate::file::{names, open_bare};
use crate::keys::DatabaseKey;
use crate::{Held, StoreError, durable};

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

/// How much came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvaged {
    pub entries: u64,
    /// Places in the order of arrival that do not read; some may never have held an entry.
    pub lost: Vec<RangeInclusive<i64>>,
}

/// Copies all files of the store, as they are, to a new folder beside it named after the time; returns
/// that folder. The store itself is not touched.
///
/// # Errors
/// [`StoreError::AlreadyThere`]: an earlier copy is never overwritten.
pub fn set_aside(held: &Held, now_ms: u64) -> Result<PathBuf, StoreError> {
    let time = i64::try_from(now_ms).ok().and_then(DateTime::from_timestamp_millis).unwrap_or_default();
    let mut name = held.directory().file_name().unwrap_or_default().to_owned();
    name.push(format!(".damaged-{}", time.format("%Y%m%dT%H%M%SZ")));
    let folder = held.directory().with_file_name(name);
    if folder.exists() {
        return Err(StoreError::AlreadyThere { path: folder });
    }
    fs::create_dir(&folder)?;
    for entry in fs::read_dir(held.directory())? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != names::LOCK {
            let copy = folder.join(entry.file_name());
            fs::copy(entry.path(), &copy)?;
            File::open(&copy)?.sync_all()?;
        }
    }
    durable::sync_folder(&folder)?;
    durable::sync_folder_of(&folder)?;
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
    let source = Source { path: store_directory.join(names::DATABASE), key: key.clone() };
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

//! Backups on schedule and by hand, restoring them, and what can be done with a damaged store.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use store::backup::{self, About, Folder};
use store::keys::{KeyFile, Machine, Passphrase, RecoveryCode, Unlocked};
use store::salvage::{self, RawEntry};
use store::{DatabaseKey, Held, StoreError};

use crate::api::job::Notice;
use crate::api::operation::Outcome;
use crate::api::problem::{FileProblem, Problem};
use crate::api::status::BackupStatus;
use crate::attachments::{ending, media_type};
use crate::books::Books;
use crate::clock::now_ms;
use crate::export::{not_a_store, write_secret, write_secret_by};
use crate::hex::hex;
use crate::komora::Komora;
use crate::opening;

/// The user is warned when the newest backup is older.
const WARN_AFTER_MS: i64 = 7 * 24 * 60 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;
/// After a failed backup the next try waits this long, so that a missing stick is not asked every second.
const RETRY_AFTER_MS: i64 = 10 * 60 * 1000;
/// How many backups a folder keeps.
const KEPT: usize = 14;
const SETTING: &str = "backup";

/// What is remembered of backups on this machine.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Schedule {
    folder: Option<String>,
    every_hours: u32,
    newest_ms: Option<i64>,
    tried_ms: Option<i64>,
    last_problem: Option<Problem>,
}

fn schedule(books: &Books) -> Result<Schedule, Problem> {
    Ok(books.setting(SETTING)?.unwrap_or_default())
}

/// How long ago something was, by a clock that may have been wrong then: what is said to be done in the
/// future was done nobody knows when, and must not keep quiet until that day.
fn age_ms(moment: Option<i64>, now: i64) -> i64 {
    match moment {
        Some(moment) if moment <= now.saturating_add(HOUR_MS) => now.saturating_sub(moment).max(0),
        _ => i64::MAX,
    }
}

/// How old the newest backup is.
pub(crate) fn status(books: &Books) -> Result<BackupStatus, Problem> {
    let schedule = schedule(books)?;
    let overdue = age_ms(schedule.newest_ms, now_ms()) > WARN_AFTER_MS;
    Ok(BackupStatus {
        folder: schedule.folder,
        every_hours: schedule.every_hours,
        newest_ms: schedule.newest_ms,
        overdue,
        last_problem: schedule.last_problem,
    })
}

/// Chooses where backups go and how often; none turns the schedule off.
pub(crate) fn set(books: &Books, folder: Option<String>, every_hours: u32) -> Result<(), Problem> {
    let former = schedule(books)?;
    let newest_ms = match &folder {
        Some(path) if !Path::new(path).is_dir() => return Err(FileProblem::NotFound.into()),
        Some(path) if is_within(Path::new(path), books.database().directory()) => {
            return Err(FileProblem::CannotWrite { detail: "the store lies there".to_owned() }.into());
        }
        Some(path) => {
            let newest = Folder::of(Path::new(path), books.store_id()).newest_ms()?;
            newest.and_then(|ms| i64::try_from(ms).ok()).max(former.newest_ms)
        }
        None => former.newest_ms,
    };
    books.set_setting(
        SETTING,
        &Schedule { folder, every_hours, newest_ms, tried_ms: None, last_problem: None },
    )
}

/// A backup beside what it is of is lost with it.
fn is_within(folder: &Path, store: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(folder).starts_with(real(store))
}

/// One backup now, into the chosen folder.
pub(crate) fn back_up_now(komora: &Komora) -> Result<Outcome, Problem> {
    let books = komora.books()?;
    let folder = schedule(&books)?.folder.ok_or(FileProblem::NotFound)?;
    let made = back_up(&books, Path::new(&folder));
    komora.tell(Notice::Status);
    made
}

/// One backup now, into `folder`; what came of it is remembered.
pub(crate) fn back_up(books: &Books, folder: &Path) -> Result<Outcome, Problem> {
    let now = now_ms();
    let about = About { hub: Some(books.hub_status()?.code), now_ms: now.max(0) as u64 };
    let made = Folder::of(folder, books.store_id()).back_up(books.database(), &about, KEPT);
    let mut schedule = schedule(books)?;
    schedule.tried_ms = Some(now);
    match made {
        Ok(backup) => {
            schedule.newest_ms = Some(now);
            schedule.last_problem = None;
            books.set_setting(SETTING, &schedule)?;
            Ok(Outcome::Saved { path: backup.path.display().to_string(), bytes: backup.bytes })
        }
        Err(error) => {
            let problem = Problem::from(error);
            schedule.last_problem = Some(problem.clone());
            books.set_setting(SETTING, &schedule)?;
            Err(problem)
        }
    }
}

/// The scheduled backup, when its time has come.
pub(crate) fn back_up_if_due(komora: &Komora, books: &Books) {
    let Ok(schedule) = schedule(books) else { return };
    let (Some(folder), hours @ 1..) = (schedule.folder, schedule.every_hours) else { return };
    let now = now_ms();
    let due = age_ms(schedule.newest_ms, now) >= i64::from(hours) * HOUR_MS;
    if due && age_ms(schedule.tried_ms, now) >= RETRY_AFTER_MS {
        // What came of it is in the schedule, and so on the screen.
        let _ = back_up(books, &PathBuf::from(folder));
        komora.tell(Notice::Status);
    }
}

/// What a backup file says of itself, after checking all of it.
pub(crate) fn inspect(file: &Path) -> Result<Outcome, Problem> {
    let header = backup::verify_backup(file).map_err(as_file_problem)?;
    let bytes = fs::metadata(file).map_err(StoreError::from)?.len();
    Ok(Outcome::Backup { hub: header.hub.unwrap_or_default(), made_ms: header.made_ms as i64, bytes })
}

/// Unpacks a backup where no store is. It opens locked, asks, and goes on under a new epoch.
pub(crate) fn restore(komora: &Komora, file: &Path) -> Result<Outcome, Problem> {
    let store = komora.standing().store;
    let folder = komora.inner.layout.of(store);
    if komora.inner.layout.exists(store) {
        return Err(Problem::StoreExists);
    }
    let machine = Machine::at(folder)?;
    backup::restore(file, folder, &machine, now_ms().max(0) as u64).map_err(as_file_problem)?;
    komora.tell(Notice::Status);
    Ok(Outcome::Done)
}

fn as_file_problem(error: StoreError) -> Problem {
    match error {
        StoreError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => FileProblem::NotFound.into(),
        other => other.into(),
    }
}

/// Moves a store that does not open aside, untouched, and makes room for another.
pub(crate) fn set_aside(komora: &Komora) -> Result<Outcome, Problem> {
    let store = komora.standing().store;
    if komora.standing().books.is_some() {
        return Err(Problem::BadRequest { detail: "the store is open and well".into() });
    }
    let folder = komora.inner.layout.of(store).to_path_buf();
    let held = Held::take(&folder)?;
    let aside = salvage::set_aside(held, now_ms().max(0) as u64)?;
    komora.standing().broken = None;
    komora.tell(Notice::Status);
    Ok(Outcome::SetAside { path: aside.display().to_string() })
}

/// Writes the entries of a damaged store that can still be read, one JSON document a line: what they say, and the
/// bytes as they stand, in hex, for the chain to be checked elsewhere. Only its owner may read the file.
pub(crate) fn salvage(komora: &Komora, passphrase: &str, path: &Path) -> Result<Outcome, Problem> {
    salvage_by(komora, path, |keys, machine| keys.unlock(&Passphrase::typed(passphrase), None, machine))
}

/// The same, opened by the printed code.
pub(crate) fn salvage_with_recovery(komora: &Komora, code: &str, path: &Path) -> Result<Outcome, Problem> {
    let code = RecoveryCode::parse(code)?;
    salvage_by(komora, path, |keys, _| keys.unlock_with_recovery(&code))
}

fn salvage_by(
    komora: &Komora,
    path: &Path,
    unlock: impl FnOnce(&KeyFile, &Machine) -> Result<Unlocked, StoreError>,
) -> Result<Outcome, Problem> {
    let folder = komora.inner.layout.of(komora.standing().store).to_path_buf();
    not_a_store(path)?;
    let _held = Held::take(&folder)?;
    let machine = Machine::at(&folder)?;
    let keys = opening::unlocked(&folder, |keys| unlock(keys, &machine))?;
    let mut broken = None;
    let salvaged = write_secret_by(path, |file| {
        let mut failed = None;
        let salvaged = salvage::salvage(&folder, &keys.database_key, |entry| {
            if failed.is_none() {
                failed = writeln!(file, "{}", as_line(&entry)).err();
            }
        });
        match (salvaged, failed) {
            (Ok(salvaged), None) => Ok(salvaged),
            (_, Some(failed)) => Err(failed),
            (Err(error), None) => {
                broken = Some(error);
                Err(std::io::Error::other("nothing reads"))
            }
        }
    });
    if let Some(error) = broken {
        return Err(error.into());
    }
    let salvaged = salvaged?;
    let lost: i64 = salvaged.lost.iter().map(|range| range.end() - range.start() + 1).sum();
    Ok(Outcome::Salvaged {
        path: path.display().to_string(),
        entries: u32::try_from(salvaged.entries).unwrap_or(u32::MAX),
        unreadable: u32::try_from(lost).unwrap_or(u32::MAX),
        attachments: salvage_attachments(&folder, &keys.database_key, path)?,
    })
}

/// Writes the photographs and documents that still read into a folder beside the file, each named by the
/// beginning of its hash, for its owner alone; returns how many.
fn salvage_attachments(store: &Path, key: &DatabaseKey, beside: &Path) -> Result<u32, Problem> {
    let mut name = beside.file_name().unwrap_or_default().to_owned();
    name.push(".attachments");
    let folder = beside.with_file_name(name);
    let mut written = Ok(0);
    salvage::salvage_blobs(store, key, |blob, bytes| {
        if let Ok(count) = written {
            let ending = media_type(bytes).map_or("bin", ending);
            let file = folder.join(format!("{}.{ending}", &blob.to_string()[..16]));
            written = fs::create_dir_all(&folder)
                .map_err(|error| StoreError::from(error).into())
                .and_then(|()| write_secret(&file, bytes))
                .map(|_| count + 1);
        }
    })?;
    written
}

fn as_line(entry: &RawEntry) -> serde_json::Value {
    serde_json::json!({
        "n": entry.n,
        "says": entry.told(),
        "hash": hex(&entry.hash),
        "header": hex(&entry.header),
        "payload": hex(&entry.payload),
        "personal": entry.personal.as_deref().map(hex),
        "seal": entry.seal.as_deref().map(hex),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_dated_in_the_future_is_of_no_known_age() {
        const DAY_MS: i64 = 24 * HOUR_MS;
        let now = 1_800_000_000_000;
        for (newest, overdue, due_daily) in [
            (None, true, true),
            (Some(now), false, false),
            (Some(now - DAY_MS), false, true),
            (Some(now - 7 * DAY_MS), false, true),
            (Some(now - 7 * DAY_MS - 1), true, true),
            (Some(now + 60_000), false, false),
            (Some(now + 2 * DAY_MS), true, true),
            (Some(i64::MAX), true, true),
            (Some(i64::MIN), true, true),
        ] {
            let age = age_ms(newest, now);
            assert_eq!((age > WARN_AFTER_MS, age >= DAY_MS), (overdue, due_daily), "{newest:?}");
        }
    }
}

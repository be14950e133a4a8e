//! A bundle is written: for Kyiv, for the other laptops here, or everything for both.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use feed::exchange::{Holdings, MAX_PAGE_ENTRIES};
use feed::{DeviceKey, Scope};
use store::blobs::Blob;
use wire::bundle::{About, BundleError, BundleWriter, Purpose, Welcome};

use super::Step;
use super::enclosing::{enclose, lacking};
use super::problem::{cannot_write, writing};
use crate::api::exchange::{BundleExported, BundleFor};
use crate::api::problem::{Problem, SyncProblem};
use crate::books::Books;
use crate::clock::now_ms;
use crate::export::not_a_store;

/// Under a temporary name in the same folder until it is whole and on the disk.
///
/// # Errors
/// There is nobody to send to, the file cannot be written, or the person cancelled: then there is no file.
pub(crate) fn export(
    books: &Books,
    of: BundleFor,
    attachments: bool,
    path: &Path,
    step: Step<'_>,
) -> Result<BundleExported, Problem> {
    let recipients = recipients(books, of)?;
    if recipients.is_empty() {
        return Err(SyncProblem::NobodyToSendTo.into());
    }
    let purpose = match of {
        BundleFor::Kyiv => Purpose::ForCenter,
        BundleFor::Hub => Purpose::ForHub,
        BundleFor::Everything => Purpose::Everything,
    };
    // Everybody else who can open it must be known to hold what is left out.
    let holders = match of {
        BundleFor::Everything => Vec::new(),
        BundleFor::Kyiv => center(books)?.into_iter().collect(),
        BundleFor::Hub => recipients.clone(),
    };
    let said = books.held_by_all(&holders)?;
    let blobs = if attachments { lacking(books, &holders)? } else { Vec::new() };
    let about = About { network: books.network()?, purpose, made_at_ms: now_ms() };
    let begin = |out| BundleWriter::new(out, books.device_key(), about, &recipients);
    let contents = Contents { said, blobs };
    let exported = whole(path, |out| write(books, &contents, begin(out), || Ok(()), step))?;
    Ok(BundleExported { recipients: u32::try_from(recipients.len()).unwrap_or(u32::MAX), ..exported })
}

/// Writes the answer to a request: all that is held here, for the laptop that asked alone, without photographs and
/// documents: it is taken in all at once, and they come by any way that comes after it. `admit` is called once
/// all else is written, and what it says goes in too: who cancels before has changed nothing.
///
/// # Errors
/// As [`export`]; or what `admit` fails with.
pub(crate) fn answer(
    books: &Books,
    welcome: Welcome,
    to: DeviceKey,
    path: &Path,
    admit: impl FnOnce() -> Result<(), Problem>,
    step: Step<'_>,
) -> Result<BundleExported, Problem> {
    let about = About { network: books.network()?, purpose: Purpose::ForNewLaptop, made_at_ms: now_ms() };
    let begin = |out| BundleWriter::answering(out, books.device_key(), about, welcome, to);
    let contents = Contents { said: Holdings::default(), blobs: Vec::new() };
    whole(path, |out| write(books, &contents, begin(out), admit, step))
}

/// What goes into a bundle.
struct Contents {
    /// All but these entries.
    said: Holdings,
    blobs: Vec<Blob>,
}

type Out = BufWriter<File>;

/// No half of a bundle ever lies under its name.
fn whole<T>(path: &Path, write: impl FnOnce(Out) -> Result<T, Problem>) -> Result<T, Problem> {
    not_a_store(path)?;
    let partial = beside(path);
    let file = File::create(&partial).map_err(|error| cannot_write(&error))?;
    let written = write(BufWriter::new(file)).and_then(|written| {
        fs::rename(&partial, path).map_err(|error| cannot_write(&error))?;
        sync_folder_of(path).map_err(|error| cannot_write(&error))?;
        Ok(written)
    });
    written.inspect_err(|_| drop(fs::remove_file(&partial)))
}

fn write(
    books: &Books,
    contents: &Contents,
    begun: Result<BundleWriter<Out>, BundleError>,
    last: impl FnOnce() -> Result<(), Problem>,
    step: Step<'_>,
) -> Result<BundleExported, Problem> {
    let mut writer = begun.map_err(writing)?;
    let mut offer = books.offer(&contents.said, MAX_PAGE_ENTRIES)?;
    offer.without_names();
    let wanted = books.wants();
    let allowed = |scope: &Scope| wanted(scope);
    let mut exported = BundleExported { recipients: 1, ..BundleExported::default() };
    let mut last = Some(last);
    // Once the last is said, stopping would only leave it without its file.
    while last.is_none() || step("writing", exported.entries.into(), 0) {
        let Some(page) = books.next_page(&mut offer, &allowed)? else {
            if let Some(last) = last.take() {
                last()?;
                continue;
            }
            enclose(books, &contents.blobs, &mut writer, &mut exported, step)?;
            let mut out = writer.finish().map_err(writing)?;
            out.flush().and_then(|()| out.get_ref().sync_all()).map_err(|error| cannot_write(&error))?;
            return Ok(exported);
        };
        let held = u32::try_from(page.entries).unwrap_or(u32::MAX);
        writer.page(&page.bytes, held).map_err(writing)?;
        exported.pages += 1;
        exported.entries = exported.entries.saturating_add(held);
    }
    Err(Problem::Cancelled)
}

/// Those whom it is for, without this laptop: of Kyiv the center and every coordination laptop, of the hub all
/// its laptops, and nobody who was cut.
fn recipients(books: &Books, of: BundleFor) -> Result<Vec<DeviceKey>, Problem> {
    let (kyiv, hub) = match of {
        BundleFor::Kyiv => (true, false),
        BundleFor::Hub => (false, true),
        BundleFor::Everything => (true, true),
    };
    let own = books.control();
    let chosen = |scope: Scope| (kyiv && scope == Scope::Network) || (hub && scope == own);
    let members = books.read(|store| books.devices(store))?;
    let members = members.iter().filter(|member| !member.cut && chosen(member.scope));
    let mut devices: Vec<DeviceKey> = members.map(|member| member.device).collect();
    if kyiv {
        devices.extend(center(books)?);
    }
    devices.retain(|device| *device != books.device());
    devices.sort_unstable();
    devices.dedup();
    Ok(devices)
}

fn center(books: &Books) -> Result<Option<DeviceKey>, Problem> {
    Ok(books.center()?.map(|center| DeviceKey::from_bytes(center.key)))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    path.with_file_name(name)
}

/// A rename is durable when its folder is synced.
#[cfg(unix)]
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the file system orders renames itself.
#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

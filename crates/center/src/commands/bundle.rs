//! `bundle import` and `export`.

mod blobs;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use feed::exchange::MAX_PAGE_ENTRIES;
use feed::membership::Admission;
use feed::{DeviceKey, Scope};
use wire::bundle::{About, BundleError, BundleReader, BundleWriter, Checked, HeldList, Purpose};

use super::arguments::BundleCommand;
use super::output::{Output, Problem};
use super::run::Desk;
use crate::books::{Books, Carried};
use crate::center::now_ms;
use crate::error::CenterError;
use crate::keys::sync_folder;

pub fn run(desk: &Desk, command: BundleCommand, output: &Output) -> Result<(), Problem> {
    match command {
        BundleCommand::Import { files } => import(desk, &files, output),
        BundleCommand::Export { file, devices, have, without_blobs } => {
            export(desk, &file, &devices, have.as_deref(), !without_blobs, output)
        }
    }
}

/// What came of one file.
#[derive(serde::Serialize)]
struct Imported {
    file: PathBuf,
    /// The device that made the bundle.
    by: String,
    made_at_ms: i64,
    scopes: Vec<ScopeTaken>,
    #[serde(flatten)]
    blobs: blobs::Taken,
}

#[derive(serde::Serialize)]
struct ScopeTaken {
    scope: String,
    new_entries: usize,
    known: usize,
    refused: usize,
    after_a_gap: usize,
}

/// All files are read to their end before anything of the first is kept.
fn import(desk: &Desk, files: &[PathBuf], output: &Output) -> Result<(), Problem> {
    let books = desk.books()?;
    let checked = files.iter().map(|file| check(&books, file)).collect::<Result<Vec<Checked>, _>>()?;
    let mut all = Vec::new();
    for (file, checked) in files.iter().zip(&checked) {
        let (scopes, blobs) = take(&books, file, checked)?;
        let refused = |carried: &Carried| carried.fresh + carried.known == 0;
        if !scopes.is_empty() && scopes.values().all(refused) {
            return Err(Problem::NothingKept { path: file.clone() });
        }
        all.push(Imported {
            file: file.clone(),
            by: checked.manifest().by.to_string(),
            made_at_ms: checked.manifest().made_at_ms,
            scopes: scopes.iter().map(|(scope, carried)| ScopeTaken::new(*scope, *carried)).collect(),
            blobs,
        });
    }
    output.say(&all, || all.iter().flat_map(Imported::lines).collect());
    Ok(())
}

fn check(books: &Books, file: &Path) -> Result<Checked, Problem> {
    let bad = |source| Problem::Bundle { path: file.to_owned(), source };
    let reader = BundleReader::open(opened(file)?, &books.keys().center).map_err(bad)?;
    let network = reader.manifest().network;
    if network.is_some() && network != books.keys().network {
        return Err(Problem::ForeignBundle { path: file.to_owned() });
    }
    reader.check_all().map_err(bad)
}

fn take(
    books: &Books,
    file: &Path,
    checked: &Checked,
) -> Result<(BTreeMap<Scope, Carried>, blobs::Taken), Problem> {
    let bad = |source| Problem::Bundle { path: file.to_owned(), source };
    let mut pages = checked.read_again(opened(file)?, &books.keys().center).map_err(bad)?;
    let mut scopes: BTreeMap<Scope, Carried> = BTreeMap::new();
    let mut number = 0;
    while let Some(page) = pages.next_page().map_err(bad)? {
        number += 1;
        let unsound = |_| Problem::BadBundlePage { path: file.to_owned(), page: number };
        let runs = books.read_page(&page.bytes).map_err(unsound)?;
        for (scope, carried) in books.take_carried(checked.manifest().by, runs, now_ms())? {
            scopes.entry(scope).or_default().add(carried);
        }
    }
    // Last, so that whoever the pages made known may hand them over.
    let blobs = blobs::take(books, checked.manifest().by, || pages.next_part().map_err(bad))?;
    Ok((scopes, blobs))
}

/// For whoever may read all of it, under a temporary name until it is whole.
fn export(
    desk: &Desk,
    to: &Path,
    devices: &[String],
    have: Option<&Path>,
    with_blobs: bool,
    output: &Output,
) -> Result<(), Problem> {
    if to.exists() {
        return Err(CenterError::FileExists { path: to.to_owned() }.into());
    }
    let devices =
        devices.iter().map(|key| DeviceKey::from_hex(key).ok_or(Problem::NotAKey { name: "--for" }));
    let devices = devices.collect::<Result<Vec<DeviceKey>, _>>()?;
    let said = have.map(holdings).transpose()?;
    let books = desk.books()?;
    let readers = devices.iter().map(|device| {
        books.admission(device).ok_or_else(|| Problem::NotADevice { device: device.to_string() })
    });
    let readers = readers.collect::<Result<Vec<Admission>, _>>()?;
    let allowed = |scope: &Scope| readers.iter().all(|admission| admission.reads(*scope));

    let mut partial = to.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = write(&books, &partial, &devices, &allowed, said, with_blobs);
    let written = written.inspect_err(|_| drop(fs::remove_file(&partial)))?;
    fs::rename(&partial, to).map_err(|source| CenterError::File { path: to.to_owned(), source })?;
    sync_folder(to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    output.say(&written, || written.lines());
    if written.damaged > 0 { Err(Problem::Damaged(written.damaged)) } else { Ok(()) }
}

#[derive(Default, serde::Serialize)]
struct Exported {
    pages: usize,
    entries: usize,
    #[serde(flatten)]
    blobs: blobs::Given,
    /// Runs that broke off at a row that is not as it was written, and blobs that are not.
    damaged: u64,
}

fn write(
    books: &Books,
    path: &Path,
    devices: &[DeviceKey],
    allowed: &dyn Fn(&Scope) -> bool,
    said: Option<HeldList>,
    with_blobs: bool,
) -> Result<Exported, Problem> {
    let bad = |source| Problem::Bundle { path: path.to_owned(), source };
    let broken = |source| CenterError::File { path: path.to_owned(), source };
    let purpose = if said.is_some() { Purpose::ForDevices } else { Purpose::Everything };
    let about = About { network: books.keys().network, purpose, made_at_ms: now_ms() };
    let file = File::create(path).map_err(broken)?;
    let mut writer =
        BundleWriter::new(BufWriter::new(file), &books.keys().center, about, devices).map_err(bad)?;
    let mut written = Exported::default();
    let page = |bytes: &[u8], entries: usize| -> Result<(), Problem> {
        written.pages += 1;
        written.entries += entries;
        let entries = u32::try_from(entries).unwrap_or(u32::MAX);
        writer.page(bytes, entries).map_err(bad)
    };
    let said = said.unwrap_or_default();
    written.damaged = books.hand_out(allowed, &said.holdings, MAX_PAGE_ENTRIES, page)?;
    if with_blobs {
        written.blobs = blobs::give(books, allowed, &said.blobs, &mut writer, &bad)?;
        written.damaged += written.blobs.damaged;
    }
    let mut out = writer.finish().map_err(bad)?;
    out.flush().and_then(|()| out.get_ref().sync_all()).map_err(broken)?;
    Ok(written)
}

fn holdings(file: &Path) -> Result<HeldList, Problem> {
    let read = fs::read(file).map_err(|source| CenterError::File { path: file.to_owned(), source })?;
    HeldList::from_bytes(&read).ok_or_else(|| Problem::BadHoldings { path: file.to_owned() })
}

fn opened(file: &Path) -> Result<File, Problem> {
    File::open(file)
        .map_err(|source| Problem::Bundle { path: file.to_owned(), source: BundleError::Io(source) })
}

impl Imported {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}  made by {}", self.file.display(), self.by)];
        lines.extend(self.scopes.iter().map(|taken| {
            let ScopeTaken { scope, new_entries, known, refused, after_a_gap } = taken;
            let refused = if *refused > 0 { format!("  {refused} refused") } else { String::new() };
            let gap = if *after_a_gap > 0 {
                format!("  {after_a_gap} after something that is missing")
            } else {
                String::new()
            };
            format!("  {scope}  {new_entries} new  {known} known{refused}{gap}")
        }));
        let blobs::Taken { new_blobs, known_blobs, refused_blobs, full_blobs } = self.blobs;
        if new_blobs + known_blobs + refused_blobs + full_blobs > 0 {
            lines.push(format!(
                "  photographs and documents  {new_blobs} new  {known_blobs} known  {refused_blobs} refused  \
                 {full_blobs} without room"
            ));
        }
        lines
    }
}

impl Exported {
    fn lines(&self) -> Vec<String> {
        let blobs::Given { blobs, blob_bytes, held_blobs, left_out_blobs, .. } = &self.blobs;
        let mut lines = vec![format!("{} entries in {} pages", self.entries, self.pages)];
        if *blobs + *held_blobs + *left_out_blobs > 0 {
            lines.push(format!(
                "{blobs} photographs and documents of {blob_bytes} bytes; {held_blobs} are held there already, \
                 {left_out_blobs} had no room"
            ));
        }
        lines
    }
}

impl ScopeTaken {
    fn new(scope: Scope, carried: Carried) -> Self {
        let Carried { fresh, known, refused, after_a_gap } = carried;
        Self { scope: scope.to_string(), new_entries: fresh, known, refused, after_a_gap }
    }
}

impl Carried {
    fn add(&mut self, other: Self) {
        self.fresh += other.fresh;
        self.known += other.known;
        self.refused += other.refused;
        self.after_a_gap += other.after_a_gap;
    }
}

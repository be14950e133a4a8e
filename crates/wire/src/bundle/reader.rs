//! A bundle is read: once to its end, before anything of it is believed, and once more to use it.

use std::io::Read;
use std::iter;

use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use ed25519_dalek::SigningKey;
use feed::{DeviceKey, Hash};

use super::body::{Sealed, sealed};
use super::manifest::{End, chained, chained_part};
use super::parts::Following;
use super::pieces::{self, Piece};
use super::{BlobPart, BundleError, MAX_PAGES, MAX_PARTS, Manifest};
use crate::mutant::{self, Mutant};
use crate::sealing;

/// A bundle that opened. Its manifest is signed; whether its pages are all there nobody knows yet.
pub struct BundleReader<R: Read> {
    stream: StreamReader<Sealed<R>>,
    manifest: Manifest,
    /// Over what was read.
    end: End,
}

/// What a bundle holds, known to be whole and as its maker wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    manifest: Manifest,
    start: Hash,
    /// After each page, then after each part of a blob.
    chain: Vec<Hash>,
    pages: usize,
    entries: u64,
    blobs: u64,
    blob_bytes: u64,
}

/// The pages of a bundle that was checked, in their order: each may rest on those before. After them the parts of
/// blobs.
pub struct Pages<'a, R: Read> {
    checked: &'a Checked,
    reader: BundleReader<R>,
}

/// A page for [`decode_page`](feed::exchange::decode_page).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub bytes: Vec<u8>,
    /// As many as its maker says there are.
    pub entries: u32,
}

/// What stands between manifest and end.
enum Item {
    Page(Page),
    Part(BlobPart),
}

impl<R: Read> BundleReader<R> {
    /// Opens a bundle with the key of this device. `input` is read in pieces of up to 64 KiB; whoever wants to
    /// count or to cancel does it there, by an error of a kind of its own.
    ///
    /// # Errors
    /// It is no bundle, of a newer form, for others, or damaged.
    pub fn open(input: R, key: &SigningKey) -> Result<Self, BundleError> {
        let decryptor = Decryptor::new_buffered(sealed(input)?).map_err(refused)?;
        let identity = sealing::identity(key);
        let mut stream = decryptor.decrypt(iter::once(&identity as _)).map_err(refused)?;
        let Piece::Manifest(signed) = pieces::read(&mut stream)? else { return Err(BundleError::Damaged) };
        let (manifest, chain) = Manifest::read(&signed)?;
        let named = manifest.recipients.contains(&DeviceKey::of(key));
        // Whom it was made for could encrypt it anew for others; its maker did not mean them.
        if !named && !mutant::is(Mutant::IgnoresTheRecipients) {
            return Err(BundleError::NotForThisDevice);
        }
        Ok(Self { stream, manifest, end: End { pages: 0, entries: 0, chain, parts: 0 } })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads to the end. Keeps 32 bytes of each page and of each part of a blob.
    ///
    /// # Errors
    /// Anything is missing, or not as its maker wrote it.
    pub fn check_all(mut self) -> Result<Checked, BundleError> {
        let (start, mut chain, mut pages) = (self.end.chain, Vec::new(), 0);
        let mut blobs = Following::default();
        while let Some(item) = self.next()? {
            match item {
                Item::Page(_) if pages >= MAX_PAGES => {
                    return Err(BundleError::TooLarge { limit: MAX_PAGES });
                }
                Item::Part(_) if chain.len() >= pages + MAX_PARTS => {
                    return Err(BundleError::TooLarge { limit: MAX_PARTS });
                }
                Item::Page(_) => pages += 1,
                Item::Part(part) if mutant::is(Mutant::TakesAnyBlob) => drop(part),
                Item::Part(part) => blobs.take(&part)?,
            }
            chain.push(self.end.chain);
        }
        if blobs.is_open() {
            return Err(BundleError::Damaged);
        }
        let Following { blobs, bytes: blob_bytes, .. } = blobs;
        let entries = self.end.entries;
        Ok(Checked { manifest: self.manifest, start, chain, pages, entries, blobs, blob_bytes })
    }

    /// `None` at the end, which is compared with what came.
    fn next(&mut self) -> Result<Option<Item>, BundleError> {
        let piece = match pieces::read(&mut self.stream) {
            Err(BundleError::Truncated) if mutant::is(Mutant::IgnoresTheEnd) => return Ok(None),
            piece => piece?,
        };
        match piece {
            Piece::Page { entries, bytes } if self.end.parts == 0 => {
                let End { pages, entries: before, chain, .. } = self.end;
                let entries_now = before.checked_add(u64::from(entries)).ok_or(BundleError::Damaged)?;
                let chain = chained(&chain, entries, &bytes);
                self.end = End { pages: pages + 1, entries: entries_now, chain, parts: 0 };
                Ok(Some(Item::Page(Page { bytes, entries })))
            }
            Piece::Part { head, bytes } => {
                let chain = chained_part(&self.end.chain, &head, &bytes);
                self.end = End { parts: self.end.parts + 1, chain, ..self.end };
                Ok(Some(Item::Part(BlobPart::read(&head, bytes)?)))
            }
            Piece::End(signed) => {
                let told = End::read(&signed, &self.manifest.by)?;
                let chain = if mutant::is(Mutant::IgnoresTheChain) { told.chain } else { self.end.chain };
                if told != (End { chain, ..self.end }) {
                    return Err(BundleError::Damaged);
                }
                // age knows only behind its last chunk that it was the last.
                let after = self.stream.read(&mut [0])?;
                if after == 0 { Ok(None) } else { Err(BundleError::Damaged) }
            }
            Piece::Page { .. } | Piece::Manifest(_) => Err(BundleError::Damaged),
        }
    }
}

impl Checked {
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Parts of blobs.
    pub fn parts(&self) -> usize {
        self.chain.len() - self.pages
    }

    pub fn blobs(&self) -> u64 {
        self.blobs
    }

    /// Bytes of all of its blobs.
    pub fn blob_bytes(&self) -> u64 {
        self.blob_bytes
    }

    /// As many as its maker says there are.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Reads the same bundle again, from its beginning.
    ///
    /// # Errors
    /// As [`BundleReader::open`], and `Changed` if it is another bundle by now.
    pub fn read_again<R: Read>(&self, input: R, key: &SigningKey) -> Result<Pages<'_, R>, BundleError> {
        let reader = BundleReader::open(input, key)?;
        let same = reader.end.chain == self.start || mutant::is(Mutant::ReadsAgainUnchecked);
        if same { Ok(Pages { checked: self, reader }) } else { Err(BundleError::Changed) }
    }
}

impl<R: Read> Pages<'_, R> {
    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// `Changed` if it is not the page that was checked, or it can no longer be read. What was handed out
    /// before was sound.
    pub fn next_page(&mut self) -> Result<Option<Page>, BundleError> {
        let at = usize::try_from(self.reader.end.pages).unwrap_or(usize::MAX);
        if at >= self.checked.pages {
            return Ok(None);
        }
        match self.expected(at)? {
            Item::Page(page) => Ok(Some(page)),
            Item::Part(_) => Err(BundleError::Changed),
        }
    }

    /// The next part of a blob; `None` after the last. Pages that are left are passed over.
    ///
    /// # Errors
    /// As [`next_page`](Self::next_page).
    pub fn next_part(&mut self) -> Result<Option<BlobPart>, BundleError> {
        while self.next_page()?.is_some() {}
        let parts = usize::try_from(self.reader.end.parts).unwrap_or(usize::MAX);
        let at = self.checked.pages.saturating_add(parts);
        if at >= self.checked.chain.len() {
            return Ok(None);
        }
        match self.expected(at)? {
            Item::Part(part) => Ok(Some(part)),
            Item::Page(_) => Err(BundleError::Changed),
        }
    }

    /// What comes next, if it is what was checked at this place.
    fn expected(&mut self, at: usize) -> Result<Item, BundleError> {
        let item = self.reader.next()?.ok_or(BundleError::Changed)?;
        let same = self.checked.chain.get(at) == Some(&self.reader.end.chain);
        if same || mutant::is(Mutant::ReadsAgainUnchecked) { Ok(item) } else { Err(BundleError::Changed) }
    }
}

fn refused(error: DecryptError) -> BundleError {
    match error {
        DecryptError::NoMatchingKeys => BundleError::NotForThisDevice,
        DecryptError::Io(error) => error.into(),
        _ => BundleError::Damaged,
    }
}

//! A bundle is read: once to its end, before anything of it is believed, and once more to use it.

use std::io::Read;
use std::iter;

use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use ed25519_dalek::SigningKey;
use feed::{DeviceKey, Hash};

use super::body::{Sealed, sealed};
use super::manifest::{End, chained};
use super::pieces::{self, Piece};
use super::{BundleError, MAX_PAGES, Manifest};
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
    /// After each page.
    chain: Vec<Hash>,
    entries: u64,
}

/// The pages of a bundle that was checked, in their order: each may rest on those before.
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
        Ok(Self { stream, manifest, end: End { pages: 0, entries: 0, chain } })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads to the end. Keeps 32 bytes of each page.
    ///
    /// # Errors
    /// Anything is missing, or not as its maker wrote it.
    pub fn check_all(mut self) -> Result<Checked, BundleError> {
        let (start, mut chain) = (self.end.chain, Vec::new());
        while self.next()?.is_some() {
            if chain.len() >= MAX_PAGES {
                return Err(BundleError::TooLarge { limit: MAX_PAGES });
            }
            chain.push(self.end.chain);
        }
        Ok(Checked { manifest: self.manifest, start, chain, entries: self.end.entries })
    }

    /// `None` at the end, which is compared with what came.
    fn next(&mut self) -> Result<Option<Page>, BundleError> {
        let piece = match pieces::read(&mut self.stream) {
            Err(BundleError::Truncated) if mutant::is(Mutant::IgnoresTheEnd) => return Ok(None),
            piece => piece?,
        };
        match piece {
            Piece::Page { entries, bytes } => {
                let End { pages, entries: before, chain } = self.end;
                let entries_now = before.checked_add(u64::from(entries)).ok_or(BundleError::Damaged)?;
                let chain = chained(&chain, entries, &bytes);
                self.end = End { pages: pages + 1, entries: entries_now, chain };
                Ok(Some(Page { bytes, entries }))
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
            Piece::Manifest(_) => Err(BundleError::Damaged),
        }
    }
}

impl Checked {
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn pages(&self) -> usize {
        self.chain.len()
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
        let Some(expected) = self.checked.chain.get(at) else { return Ok(None) };
        let page = self.reader.next()?.ok_or(BundleError::Changed)?;
        let same = self.reader.end.chain == *expected || mutant::is(Mutant::ReadsAgainUnchecked);
        if same { Ok(Some(page)) } else { Err(BundleError::Changed) }
    }
}

fn refused(error: DecryptError) -> BundleError {
    match error {
        DecryptError::NoMatchingKeys => BundleError::NotForThisDevice,
        DecryptError::Io(error) => error.into(),
        _ => BundleError::Damaged,
    }
}

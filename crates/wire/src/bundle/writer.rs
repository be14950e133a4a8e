//! A bundle is made.

use std::collections::BTreeSet;
use std::io::Write;

use age::stream::StreamWriter;
use age::{Encryptor, Recipient};
use ed25519_dalek::SigningKey;
use feed::{DeviceKey, Hash};

use super::manifest::{End, chained, chained_part};
use super::parts::Following;
use super::{
    About, BlobPart, BundleError, END_MARK, FORM, MAGIC, MAX_PAGES, MAX_PARTS, MAX_RECIPIENTS, Manifest,
    Welcome, pieces,
};
use crate::sealing;

/// Takes pages one after the other, then blobs part by part. What is dropped before [`finish`](Self::finish) is no bundle.
pub struct BundleWriter<W: Write> {
    stream: StreamWriter<W>,
    by: SigningKey,
    /// So far.
    end: End,
    blobs: Following,
}

impl<W: Write> BundleWriter<W> {
    /// Begins a bundle for `recipients`, signed by `by`. `out` gets pieces of 64 KiB.
    ///
    /// # Errors
    /// `Recipients` for none, too many, or one whose key is none; or `out` takes nothing.
    pub fn new(out: W, by: &SigningKey, about: About, recipients: &[DeviceKey]) -> Result<Self, BundleError> {
        Self::begin(out, by, about, None, recipients)
    }

    /// Begins the answer to a request, for the laptop that asked alone.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn answering(
        out: W,
        by: &SigningKey,
        about: About,
        welcome: Welcome,
        to: DeviceKey,
    ) -> Result<Self, BundleError> {
        Self::begin(out, by, about, Some(welcome), &[to])
    }

    fn begin(
        mut out: W,
        by: &SigningKey,
        about: About,
        welcome: Option<Welcome>,
        recipients: &[DeviceKey],
    ) -> Result<Self, BundleError> {
        let recipients: BTreeSet<DeviceKey> = recipients.iter().copied().collect();
        if !(1..=MAX_RECIPIENTS).contains(&recipients.len()) {
            return Err(BundleError::Recipients);
        }
        let keys = recipients.iter().map(|device| sealing::recipient(device).ok_or(BundleError::Recipients));
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        let encryptor = Encryptor::with_recipients(keys.iter().map(|key| key as &dyn Recipient));
        let encryptor = encryptor.map_err(|_| BundleError::Recipients)?;
        out.write_all(MAGIC).and_then(|()| out.write_all(&[FORM])).map_err(BundleError::Io)?;
        let mut stream = encryptor.wrap_output(out).map_err(BundleError::Io)?;
        let recipients = recipients.into_iter().collect();
        let manifest = Manifest { welcome, ..Manifest::new(about, DeviceKey::of(by), recipients) };
        let (signed, chain) = manifest.sign(by);
        pieces::write_manifest(&mut stream, &signed)?;
        let end = End { pages: 0, entries: 0, chain, parts: 0 };
        Ok(Self { stream, by: by.clone(), end, blobs: Following::default() })
    }

    /// Adds a page of so many entries.
    ///
    /// # Errors
    /// The page is longer than [`MAX_PAGE_BYTES`](feed::exchange::MAX_PAGE_BYTES), there are
    /// [`MAX_PAGES`] already, a blob has begun, or `out` takes nothing more.
    pub fn page(&mut self, page: &[u8], entries: u32) -> Result<(), BundleError> {
        if self.end.parts > 0 {
            return Err(BundleError::OutOfOrder);
        }
        if self.end.pages >= MAX_PAGES as u64 {
            return Err(BundleError::TooLarge { limit: MAX_PAGES });
        }
        pieces::write_page(&mut self.stream, entries, page)?;
        let chain: Hash = chained(&self.end.chain, entries, page);
        let End { pages, entries: before, .. } = self.end;
        self.end = End { pages: pages + 1, entries: before + u64::from(entries), chain, parts: 0 };
        Ok(())
    }

    /// Adds the next part of a blob: each from its first part to its last.
    ///
    /// # Errors
    /// It does not follow the part before, the blob is not what its id says, there are [`MAX_PARTS`] already, or
    /// `out` takes nothing more.
    pub fn part(&mut self, part: &BlobPart) -> Result<(), BundleError> {
        if self.end.parts >= MAX_PARTS as u64 {
            return Err(BundleError::TooLarge { limit: MAX_PARTS });
        }
        self.blobs.take(part).map_err(|error| match error {
            BundleError::Damaged => BundleError::OutOfOrder,
            other => other,
        })?;
        let head = part.head();
        pieces::write_part(&mut self.stream, &head, &part.bytes)?;
        let chain = chained_part(&self.end.chain, &head, &part.bytes);
        self.end = End { parts: self.end.parts + 1, chain, ..self.end };
        Ok(())
    }

    /// Writes the end and gives `out` back; flushing and syncing it is the caller's.
    ///
    /// # Errors
    /// A blob has not ended, or `out` takes nothing more.
    pub fn finish(mut self) -> Result<W, BundleError> {
        if self.blobs.is_open() {
            return Err(BundleError::OutOfOrder);
        }
        pieces::write_end(&mut self.stream, &self.end.sign(&self.by))?;
        let mut out = self.stream.finish().map_err(BundleError::Io)?;
        out.write_all(END_MARK).map_err(BundleError::Io)?;
        Ok(out)
    }
}

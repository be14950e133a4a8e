//! The zip a workbook comes in.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;

use crate::api::problem::FileProblem;
use crate::import::limits;

const CENTRAL_HEADER: [u8; 4] = *b"PK\x01\x02";
const ARCHIVES: [&str; 9] = ["zip", "7z", "rar", "gz", "xlsx", "xlsm", "docx", "pptx", "jar"];

/// An opened workbook archive; keeps count of all that was unpacked from it.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    parts: HashMap<String, usize>,
    unpacked: u64,
}

impl<'a> Archive<'a> {
    /// Opens the archive and looks at its list of parts, unpacking nothing.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        // Counted before the list is read into memory; no archive lies in an archive, so nothing else
        // has this signature more often than by chance.
        if bytes.windows(4).filter(|window| *window == CENTRAL_HEADER).count() > limits::PARTS {
            return Err(too_far());
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
        let mut parts = HashMap::new();
        let mut claimed: u64 = 0;
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(|error| unreadable(&error))?;
            if part.encrypted() {
                return Err(FileProblem::Encrypted);
            }
            let name = part.name().replace('\\', "/").to_ascii_lowercase();
            if name.rsplit_once('.').is_some_and(|(_, ending)| ARCHIVES.contains(&ending)) {
                return Err(too_far());
            }
            claimed = claimed.saturating_add(part.size());
            parts.insert(name.trim_start_matches('/').to_owned(), index);
        }
        if !parts.contains_key("xl/workbook.xml") {
            return Err(FileProblem::WrongType);
        }
        if claimed > limits::UNPACKED_BYTES {
            return Err(too_far());
        }
        Ok(Self { zip, parts, unpacked: 0 })
    }

    /// Opens a part for reading; `None` where there is none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<Measured<'_, impl Read + use<'_, 'a>>>, FileProblem> {
        let Some(index) = self.parts.get(&name.to_ascii_lowercase()) else {
            return Ok(None);
        };
        let part = self.zip.by_index(*index).map_err(|error| unreadable(&error))?;
        let most = limits::RATIO_FREE_BYTES.max(part.compressed_size().saturating_mul(limits::RATIO));
        Ok(Some(Measured {
            inner: BufReader::with_capacity(64 << 10, part),
            total: &mut self.unpacked,
            left: most,
            event: 0,
        }))
    }
}

/// A part as it is unpacked, stopping when it becomes more than it may be.
pub struct Measured<'a, R> {
    inner: BufReader<R>,
    total: &'a mut u64,
    left: u64,
    event: u64,
}

impl<R> Measured<'_, R> {
    /// A new tag or run of text begins.
    pub fn mark(&mut self) {
        self.event = 0;
    }

    fn over(&self) -> bool {
        self.left == 0 || *self.total > limits::UNPACKED_BYTES || self.event > limits::XML_EVENT_BYTES
    }
}

impl<R: Read> Read for Measured<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Measured<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.over() {
            return Err(io::Error::other(TooFar));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let count_bytes = count as u64;
        self.left = self.left.saturating_sub(count_bytes);
        *self.total += count_bytes;
        self.event += count_bytes;
        self.inner.consume(count);
    }
}

/// A part grew beyond what it may be.
#[derive(Debug, thiserror::Error)]
#[error("unpacks too far")]
pub struct TooFar;

/// What an error while unpacking says about the file.
pub fn unpacking(error: &io::Error) -> FileProblem {
    match error.get_ref() {
        Some(inner) if inner.is::<TooFar>() => too_far(),
        _ => unreadable(error),
    }
}

/// The file is damaged.
pub fn unreadable(error: &dyn std::error::Error) -> FileProblem {
    FileProblem::Unreadable { detail: error.to_string() }
}

/// The file would unpack to more than allowed.
pub fn too_far() -> FileProblem {
    FileProblem::ExpandsTooFar { most_bytes: limits::UNPACKED_BYTES as u32 }
}

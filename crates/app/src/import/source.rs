//! A file read into a table. What it is shows in its first bytes; its name may only confirm it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::sheet::Sheet;
use super::{csv, encoding, limits, xlsx};
use crate::api::problem::FileProblem;

/// A file, read.
pub struct Source {
    pub file_name: String,
    /// BLAKE3 of its bytes.
    pub hash: [u8; 32],
    /// "csv" or "xlsx".
    pub format: &'static str,
    pub encoding: Option<&'static str>,
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    pub table: Sheet,
}

impl Source {
    /// Reads a file, and of a workbook the named sheet or the first.
    ///
    /// # Errors
    /// Why the file is refused as a whole.
    pub fn read(path: &Path, sheet: Option<&str>) -> Result<Self, FileProblem> {
        let bytes = bytes_of(path)?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::of_bytes(&bytes, file_name, sheet)
    }

    /// The same for bytes already in memory.
    pub fn of_bytes(bytes: &[u8], file_name: String, sheet: Option<&str>) -> Result<Self, FileProblem> {
        let content = content_of(bytes)?;
        if !name_agrees(&file_name, content) {
            return Err(FileProblem::WrongType);
        }
        let hash = *blake3::hash(bytes).as_bytes();
        match content {
            Content::Workbook => {
                let book = xlsx::read(bytes, sheet)?;
                let (sheets, sheet) = (book.sheets, Some(book.sheet));
                Ok(Self { file_name, hash, format: "xlsx", encoding: None, sheets, sheet, table: book.table })
            }
            Content::Text => {
                let (text, encoding) = encoding::decode(bytes)?;
                let table = csv::read(&text)?;
                let encoding = Some(encoding);
                Ok(Self { file_name, hash, format: "csv", encoding, sheets: Vec::new(), sheet: None, table })
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Content {
    Workbook,
    Text,
}

fn content_of(bytes: &[u8]) -> Result<Content, FileProblem> {
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    const OTHERS: [&[u8]; 7] =
        [b"%PDF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x89PNG", b"<html"];
    if bytes.is_empty() {
        return Err(FileProblem::NoRows);
    }
    if bytes.starts_with(OLE) {
        // A workbook with a password is packed into the old container, as a stream of this name.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted { FileProblem::Encrypted } else { FileProblem::WrongType });
    }
    if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Err(FileProblem::WrongType);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Workbook);
    }
    Ok(Content::Text)
}

fn name_agrees(file_name: &str, content: Content) -> bool {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("xlsx" | "xlsm") => content == Content::Workbook,
        Some("csv" | "tsv" | "txt" | "tab") => content == Content::Text,
        Some("xls" | "xlsb" | "ods" | "pdf" | "doc" | "docx" | "zip" | "json" | "xml" | "html") => false,
        _ => true,
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let problem = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => FileProblem::NotFound,
        _ => FileProblem::Unreadable { detail: error.to_string() },
    };
    let file = File::open(path).map_err(problem)?;
    let too_large = FileProblem::TooLarge { most_bytes: limits::FILE_BYTES as u32 };
    let size = file.metadata().map_err(problem)?.len();
    if size > limits::FILE_BYTES {
        return Err(too_large);
    }
    let mut bytes = Vec::with_capacity(size as usize);
    file.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes).map_err(problem)?;
    if bytes.len() as u64 > limits::FILE_BYTES { Err(too_large) } else { Ok(bytes) }
}

//! The backup file: a fixed opening, a header in JSON with the hash of each part, the hash of the header,
//! then the parts one after another. Every byte is covered by a check.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::About;
use crate::error::BackupDamage;
use crate::file::{KNOWN_VERSION, names};
use crate::keys::{StoreId, hex};
use crate::{StoreError, durable};

const OPENING: &[u8; 16] = b"KOMORA BACKUP 1\n";
/// The part of [`OPENING`] every version shares.
const KIND: &[u8] = b"KOMORA BACKUP ";
const LONGEST_HEADER: usize = 64 * 1024;
const CHUNK: usize = 1024 * 1024;

/// What a backup tells without a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub store: StoreId,
    /// The hub's code name, where it was given.
    pub hub: Option<String>,
    /// Milliseconds since 1970, by the clock of the machine that made it.
    pub made_ms: u64,
    /// Version of the history tables inside.
    pub tables: u32,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    name: String,
    length: u64,
    #[serde(with = "hex")]
    blake3: [u8; 32],
}

pub(super) fn write(
    path: &Path,
    about: &About,
    store: StoreId,
    parts: &[(&str, &Path)],
) -> Result<(), StoreError> {
    let described = parts.iter().map(|(name, source)| describe(name, source)).collect::<Result<_, _>>()?;
    let header = Header {
        store,
        hub: about.hub.clone(),
        made_ms: about.now_ms,
        tables: KNOWN_VERSION,
        parts: described,
    };
    let json = serde_json::to_vec(&header).map_err(|_| StoreError::UnwritableJson)?;
    if json.len() > LONGEST_HEADER {
        return Err(StoreError::UnwritableJson);
    }
    let mut file = durable::private_file(path)?;
    file.write_all(OPENING)?;
    file.write_all(&(json.len() as u32).to_le_bytes())?;
    file.write_all(&json)?;
    file.write_all(blake3::hash(&json).as_bytes())?;
    for (_, source) in parts {
        io::copy(&mut File::open(source)?, &mut file)?;
    }
    file.sync_all()?;
    Ok(())
}

fn describe(name: &str, source: &Path) -> Result<Part, StoreError> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(source)?;
    let length = each_chunk(&mut file, u64::MAX, |chunk| {
        hasher.update(chunk);
        Ok(())
    })?;
    Ok(Part { name: name.to_owned(), length, blake3: *hasher.finalize().as_bytes() })
}

/// Only the header, without reading the parts.
pub(super) fn header(path: &Path) -> Result<Header, StoreError> {
    read_header(&mut BufReader::new(File::open(path)?))
}

/// Everything.
pub(super) fn verify(path: &Path) -> Result<Header, StoreError> {
    let mut file = BufReader::with_capacity(CHUNK, File::open(path)?);
    let header = read_header(&mut file)?;
    for part in &header.parts {
        read_part(&mut file, part, |_| Ok(()))?;
    }
    if file.read(&mut [0])? != 0 {
        return Err(damaged(BackupDamage::Length));
    }
    Ok(header)
}

/// Writes the parts into a directory under their own names, and only those this version knows.
pub(super) fn unpack(path: &Path, directory: &Path) -> Result<(), StoreError> {
    let mut file = BufReader::with_capacity(CHUNK, File::open(path)?);
    for part in read_header(&mut file)?.parts {
        let Some(name) = [names::DATABASE, names::KEYS].into_iter().find(|name| *name == part.name) else {
            return Err(damaged(BackupDamage::Content));
        };
        let mut target = durable::private_file(&directory.join(name))?;
        read_part(&mut file, &part, |chunk| Ok(target.write_all(chunk)?))?;
        target.sync_all()?;
    }
    Ok(())
}

fn read_header(file: &mut impl Read) -> Result<Header, StoreError> {
    let mut opening = [0; OPENING.len()];
    file.read_exact(&mut opening).map_err(|_| damaged(BackupDamage::NotABackup))?;
    if opening != *OPENING {
        let newer = opening.starts_with(KIND) && opening[KIND.len()].is_ascii_digit();
        return Err(damaged(if newer { BackupDamage::Newer } else { BackupDamage::NotABackup }));
    }
    let mut length = [0; 4];
    file.read_exact(&mut length).map_err(|_| damaged(BackupDamage::Length))?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST_HEADER {
        return Err(damaged(BackupDamage::Header));
    }
    let mut json = vec![0; length];
    file.read_exact(&mut json).map_err(|_| damaged(BackupDamage::Length))?;
    let mut hash = [0; 32];
    file.read_exact(&mut hash).map_err(|_| damaged(BackupDamage::Length))?;
    if blake3::hash(&json) != hash {
        return Err(damaged(BackupDamage::Header));
    }
    serde_json::from_slice(&json).map_err(|_| damaged(BackupDamage::Header))
}

fn read_part(
    file: &mut impl Read,
    part: &Part,
    mut take: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut hasher = blake3::Hasher::new();
    let length = each_chunk(file, part.length, |chunk| {
        hasher.update(chunk);
        take(chunk)
    })?;
    if length != part.length {
        return Err(damaged(BackupDamage::Length));
    }
    if hasher.finalize() != part.blake3 {
        return Err(damaged(BackupDamage::Content));
    }
    Ok(())
}

/// The number of bytes read: fewer than `length` when the file ends before.
fn each_chunk(
    file: &mut impl Read,
    length: u64,
    mut take: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let mut buffer = vec![0; CHUNK];
    let mut left = length;
    while left > 0 {
        let wanted = left.min(CHUNK as u64) as usize;
        let read = file.read(&mut buffer[..wanted])?;
        if read == 0 {
            break;
        }
        take(&buffer[..read])?;
        left -= read as u64;
    }
    Ok(length - left)
}

fn damaged(what: BackupDamage) -> StoreError {
    StoreError::DamagedBackup { what }
}

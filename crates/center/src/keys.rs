//! The keys of a center, each in a file only its owner reads. They never lie in the database: whoever copies
//! that can neither speak as the center nor change it unnoticed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use feed::{AuthorityKey, SigningKey};
use zeroize::Zeroizing;

use crate::error::CenterError;
use crate::new_file::NewFile;

const CENTER: &str = "center.key";
const REGISTRAR: &str = "registrar.key";
const NETWORK: &str = "network.pub";

/// Both private keys, and whom the center trusts.
#[derive(Clone)]
pub struct Keys {
    /// Proves the center in handshakes and signs receipts.
    pub center: SigningKey,
    /// Enrols by voucher and cuts, and nothing else.
    pub registrar: SigningKey,
    /// The network's authority.
    pub network: Option<AuthorityKey>,
}

impl Keys {
    /// Makes both keys.
    ///
    /// # Errors
    /// They are there already, or cannot be written.
    pub fn create(data: &Path, network: AuthorityKey) -> Result<Self, CenterError> {
        fs::create_dir_all(data).map_err(|source| file(data, source))?;
        let keys = Self { center: random_key()?, registrar: random_key()?, network: Some(network) };
        write_new(&data.join(CENTER), &hex(keys.center.as_bytes()))?;
        write_new(&data.join(REGISTRAR), &hex(keys.registrar.as_bytes()))?;
        write_new(&data.join(NETWORK), &network.to_string())?;
        sync_folder(data)?;
        Ok(keys)
    }

    /// # Errors
    /// A file is missing or is no key.
    pub fn load(data: &Path) -> Result<Self, CenterError> {
        let network = read(&data.join(NETWORK))?;
        let network = AuthorityKey::from_hex(network.trim());
        let network = network.ok_or_else(|| CenterError::BadFile { path: data.join(NETWORK) })?;
        Ok(Self {
            center: read_key(&data.join(CENTER))?,
            registrar: read_key(&data.join(REGISTRAR))?,
            network: Some(network),
        })
    }
}

/// # Errors
/// The folder cannot be opened or synced.
pub fn sync_folder(folder: &Path) -> Result<(), CenterError> {
    fs::File::open(folder).and_then(|opened| opened.sync_all()).map_err(|source| file(folder, source))
}

fn write_new(path: &Path, text: &str) -> Result<(), CenterError> {
    let line = Zeroizing::new(format!("{text}\n"));
    NewFile::claim(path)?.write(line.as_bytes())
}

fn random_key() -> Result<SigningKey, CenterError> {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(&mut seed[..]).map_err(|_| CenterError::NoRandomness)?;
    Ok(SigningKey::from_bytes(&seed))
}

fn read_key(path: &Path) -> Result<SigningKey, CenterError> {
    let text = read(path)?;
    let bytes = unhex(text.trim()).ok_or_else(|| CenterError::BadFile { path: path.to_owned() })?;
    Ok(SigningKey::from_bytes(&bytes))
}

fn read(path: &Path) -> Result<Zeroizing<String>, CenterError> {
    fs::read_to_string(path).map(Zeroizing::new).map_err(|source| file(path, source))
}

fn hex(bytes: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(feed::Hash::from_bytes(*bytes).to_string())
}

fn unhex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    feed::Hash::from_hex(text).map(|hash| Zeroizing::new(*hash.as_bytes()))
}

fn file(path: &Path, source: io::Error) -> CenterError {
    CenterError::File { path: PathBuf::from(path), source }
}

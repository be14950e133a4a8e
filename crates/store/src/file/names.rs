//! The files of a store directory.

/// The SQLCipher database.
pub const DATABASE: &str = "komora.db";
/// Key slots: who can unlock.
pub const KEYS: &str = "komora.keys";
/// The head witness.
pub const HEADS: &str = "komora.heads";
/// Held while a Komora runs here.
pub const LOCK: &str = "komora.lock";
/// Wrong passphrases so far.
pub const TRIES: &str = "komora.tries";
/// Stands in a directory unpacked from a backup until it goes on under a new epoch.
pub const RESTORED: &str = "komora.restored";
/// This machine's half of every person's key.
pub const SECRET: &str = "device.secret";

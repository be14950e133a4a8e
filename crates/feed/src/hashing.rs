//! BLAKE3 under one derive-key context per purpose, so that no hash can be taken for another.

use std::sync::LazyLock;

use blake3::hazmat::{ContextKey, HasherExt, hash_derive_key_context};

use crate::ids::Hash;

/// One purpose of hashing. The context string is part of the frozen format.
pub(crate) struct Purpose(LazyLock<ContextKey>);

macro_rules! purposes {
    ($($name:ident = $context:literal;)*) => {
        $(pub(crate) static $name: Purpose = Purpose(LazyLock::new(|| hash_derive_key_context($context)));)*
    };
}

purposes! {
    FEED_ID = "Komora history 1: feed id";
    SCOPE_ID = "Komora history 1: scope id";
    HUB_ID = "Komora history 1: hub id";
    ENTRY = "Komora history 1: entry";
    PAYLOAD = "Komora history 1: payload";
    PERSONAL = "Komora history 1: personal parts";
    BLOB = "Komora history 1: blob";
    SEAL = "Komora history 1: seal signature";
    EVIDENCE = "Komora history 1: evidence signature";
    FOUNDING = "Komora history 1: founding signature";
    SESSION = "Komora history 1: session signature";
    COUNTERSIGNATURE = "Komora history 1: countersignature";
    VOUCHER = "Komora history 1: voucher signature";
    VOUCHER_SECRET = "Komora history 1: key of a voucher's secret";
    VOUCHER_CLAIM = "Komora history 1: claim of a voucher";
    REGISTRAR = "Komora history 1: registrar signature";
    REGISTRAR_ACTOR = "Komora history 1: registrar as actor";
    FORK = "Komora history 1: discrepancy of a fork";
    RECEIPT = "Komora exchange 1: receipt signature";
}

impl Purpose {
    pub(crate) fn hasher(&self) -> blake3::Hasher {
        blake3::Hasher::new_from_context_key(&self.0)
    }

    /// The hash of the parts one after the other. Callers pass parts of fixed length, or one canonical
    /// value, so the joints cannot be moved.
    pub(crate) fn digest(&self, parts: &[&[u8]]) -> Hash {
        let mut hasher = self.hasher();
        for part in parts {
            hasher.update(part);
        }
        finish(&hasher)
    }
}

pub(crate) fn finish(hasher: &blake3::Hasher) -> Hash {
    Hash::from_bytes(*hasher.finalize().as_bytes())
}

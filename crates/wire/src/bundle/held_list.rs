//! What a device says it holds, in a file of its own: whoever makes a bundle for it leaves that out.
//!
//! The bytes are those of [`Holdings`], an array of two, with what is held of blobs as a third behind them: for each
//! scope its blobs' ids one after the other. Where nothing is held of blobs there is no third, so that such a list,
//! and one of a Komora that told of no blobs, are one and the same.

use std::collections::{BTreeMap, BTreeSet};

use feed::exchange::{Holdings, MAX_HOLDINGS_BYTES};
use feed::{BlobId, Scope};
use minicbor::{Decode, Decoder, Encode};

use crate::message::BlobName;

/// Blobs one list names; whoever holds more names the largest.
pub const MAX_BLOBS_LISTED: usize = 100_000;

/// A hundred thousand ids, and scopes enough.
const MAX_LIST_BYTES: usize = MAX_HOLDINGS_BYTES + 4 * 1024 * 1024;

/// In front of two, and of three.
const ARRAY_OF_TWO: u8 = 0x82;
const ARRAY_OF_THREE: u8 = 0x83;

/// Entries by their heads, and blobs by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldList {
    pub holdings: Holdings,
    /// Whole ones. What is not named is not held.
    pub blobs: BTreeSet<BlobName>,
}

/// Blobs of one scope.
#[derive(Encode, Decode)]
struct OfScope {
    #[n(0)]
    scope: Scope,
    /// Strictly ascending, one after the other.
    #[cbor(n(1), with = "minicbor::bytes")]
    ids: Vec<u8>,
}

impl HeldList {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.holdings.to_bytes();
        if self.blobs.is_empty() {
            return bytes;
        }
        let mut by_scope: BTreeMap<Scope, Vec<u8>> = BTreeMap::new();
        for of in &self.blobs {
            by_scope.entry(of.scope).or_default().extend_from_slice(of.blob.as_bytes());
        }
        let listed: Vec<OfScope> = by_scope.into_iter().map(|(scope, ids)| OfScope { scope, ids }).collect();
        bytes[0] = ARRAY_OF_THREE;
        bytes.extend(minicbor::to_vec(&listed).expect("writing to memory cannot fail"));
        bytes
    }

    /// What [`HeldList::to_bytes`] wrote, and nothing else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.first() != Some(&ARRAY_OF_THREE) {
            let holdings = Holdings::from_bytes(bytes).ok()?;
            return Some(Self { holdings, blobs: BTreeSet::new() });
        }
        if bytes.len() > MAX_LIST_BYTES {
            return None;
        }
        let mut decoder = Decoder::new(&bytes[1..]);
        decoder.skip().and_then(|()| decoder.skip()).ok()?;
        let (said, rest) = bytes.split_at(1 + decoder.position());
        let holdings = Holdings::from_bytes(&[&[ARRAY_OF_TWO][..], &said[1..]].concat()).ok()?;
        let listed: Vec<OfScope> = minicbor::decode(rest).ok()?;
        let blobs = listed.iter().flat_map(|one| {
            let ids = one.ids.chunks_exact(BlobId::LEN).filter_map(BlobId::from_slice);
            ids.map(move |blob| BlobName { scope: one.scope, blob })
        });
        let list = Self { holdings, blobs: blobs.collect() };
        // Whatever is unsorted, twice there, cut or behind the end is written otherwise.
        (list.blobs.len() <= MAX_BLOBS_LISTED && list.to_bytes() == bytes).then_some(list)
    }
}

#[cfg(test)]
mod tests {
    use feed::exchange::{Have, Tip};
    use feed::{FeedId, Hash, HubId};

    use super::*;

    fn holdings() -> Holdings {
        let tips = vec![Tip { seq: 9, hash: Hash::from_bytes([0x3c; 32]) }].into();
        let have = Have { feed: FeedId::from_bytes([0x4d; 32]), tips, ladder: Vec::new().into() };
        Holdings { haves: vec![have].into(), ladders_wanted: Vec::new().into() }
    }

    fn name(hub: u8, blob: u8) -> BlobName {
        BlobName { scope: Scope::Hub(HubId::from_bytes([hub; 32])), blob: BlobId::from_bytes([blob; 32]) }
    }

    fn list() -> HeldList {
        HeldList { holdings: holdings(), blobs: [name(1, 7), name(1, 5), name(2, 5)].into() }
    }

    fn unhex(text: &str) -> Vec<u8> {
        let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
    }

    /// Made by hand from the form as it is written down.
    #[test]
    fn a_list_is_fixed_in_bytes() {
        let [one, two, five, seven] = ["01", "02", "05", "07"].map(|byte| byte.repeat(32));
        let haves = format!("81835820{}8182095820{}80", "4d".repeat(32), "3c".repeat(32));
        let blobs = format!("828282025820{one}5840{five}{seven}8282025820{two}5820{five}");
        let golden = unhex(&format!("83{haves}80{blobs}"));
        assert_eq!(list().to_bytes(), golden);
        assert_eq!(HeldList::from_bytes(&golden), Some(list()));
    }

    #[test]
    fn a_list_without_blobs_is_what_it_always_was() {
        let plain = HeldList { holdings: holdings(), ..HeldList::default() };
        assert_eq!(plain.to_bytes(), holdings().to_bytes());
        assert_eq!(HeldList::from_bytes(&holdings().to_bytes()), Some(plain));
        let nothing = HeldList::default();
        assert_eq!(HeldList::from_bytes(&nothing.to_bytes()), Some(nothing));
    }

    #[test]
    fn what_was_not_written_as_a_list_is_none() {
        let whole = list().to_bytes();
        for length in 0..whole.len() {
            assert_eq!(HeldList::from_bytes(&whole[..length]), None, "cut at {length}");
        }
        let plain = holdings().to_bytes();
        let with = |blobs: &str| [&[ARRAY_OF_THREE][..], &plain[1..], &unhex(blobs)].concat();
        let [one, five, seven] = ["01", "05", "07"].map(|byte| byte.repeat(32));
        for (what, bytes) in [
            ("something behind it", [&whole[..], &[0]].concat()),
            ("no blobs after all", with("80")),
            ("a scope without blobs", with(&format!("818282025820{one}40"))),
            ("unsorted", with(&format!("818282025820{one}5840{seven}{five}"))),
            ("twice", with(&format!("818282025820{one}5840{five}{five}"))),
            ("half an id", with(&format!("818282025820{one}5821{five}07"))),
            ("a longer form", with(&format!("818282025820{one}590020{five}"))),
            ("other numbers", with("01")),
            ("nothing", Vec::new()),
        ] {
            assert_eq!(HeldList::from_bytes(&bytes), None, "{what}");
        }
    }
}

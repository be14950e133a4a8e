//! Assets: single serial-numbered things, with the full weapon record.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ItemId, PlaceId};
use crate::people::Holder;

/// Whose it is, who gave it, and what they asked for in return.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct Provenance {
    /// ISO 3166-1 alpha-3 of the nation that owns it now.
    #[n(0)]
    pub owner: Option<String>,
    #[n(1)]
    pub donor: Option<String>,
    /// Who first exported it, where that was not the donor.
    #[n(2)]
    pub original_exporter: Option<String>,
    /// Conditions of use, in the donor's words.
    #[n(3)]
    pub conditions_of_use: Option<String>,
    /// The document by which the donor consented to a retransfer; none means none was given.
    #[n(4)]
    pub retransfer_consent: Option<String>,
}

/// All that is written down about an asset (MOSAIC 05.30 for weapons: rule W1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cbor(map)]
pub struct AssetDetails {
    #[n(0)]
    pub item: ItemId,
    /// Exactly as marked. Empty only in a command that receives an unmarked thing: the rules make one up.
    #[n(1)]
    #[serde(default)]
    pub serial: String,
    /// The serial was made up here because none was found on the thing: to be checked.
    #[n(2)]
    #[cbor(default)]
    #[serde(default)]
    pub serial_unmarked: bool,
    #[n(3)]
    pub maker: Option<String>,
    /// ISO 3166-1 alpha-3.
    #[n(4)]
    pub made_in: Option<String>,
    #[n(5)]
    pub made_year: Option<u16>,
    #[n(6)]
    pub model: Option<String>,
    #[n(7)]
    pub calibre: Option<String>,
    /// Where on the thing the marks are.
    #[n(8)]
    pub marking_location: Option<String>,
    #[n(9)]
    pub import_mark: Option<String>,
    #[n(10)]
    #[cbor(default)]
    #[serde(default)]
    pub provenance: Provenance,
    #[n(11)]
    pub note: Option<String>,
}

impl AssetDetails {
    /// An asset of which nothing is written down but what it bears.
    pub fn of(item: ItemId, serial: impl Into<String>) -> Self {
        Self {
            item,
            serial: serial.into(),
            serial_unmarked: false,
            maker: None,
            made_in: None,
            made_year: None,
            model: None,
            calibre: None,
            marking_location: None,
            import_mark: None,
            provenance: Provenance::default(),
            note: None,
        }
    }
}

/// Where an asset is, as far as the books know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode, TS)]
#[serde(rename_all = "kebab-case", tag = "type", content = "id")]
pub enum Whereabouts {
    /// In the hub's store.
    #[n(0)]
    Stored(#[n(0)] PlaceId),
    /// Somebody answers for it by hand receipt.
    #[n(1)]
    Issued(#[n(0)] Holder),
    /// Reported lost and not found since.
    #[n(2)]
    Lost,
    /// Entered by mistake and corrected; the record stays (rule W3).
    #[n(3)]
    EnteredInError,
}

impl Whereabouts {
    /// Whether a thing like this exists now as far as the books know: a serial may be alive once.
    pub const fn is_live(&self) -> bool {
        !matches!(self, Whereabouts::EnteredInError)
    }
}

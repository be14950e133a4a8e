//! What the screens ask. Each variant names, in its comment, the type it is answered with.

use domain::*;
use serde::{Deserialize, Serialize};
use store::query::assets::AssetFilter;
use store::query::items::ItemFilter;
use store::query::page::Window;
use store::query::people::PersonFilter;
use store::query::stock::StockFilter;
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "query", deny_unknown_fields)]
pub enum Query {
    /// `TodayAnswer`
    Today,
    /// `Counts`
    Counts,
    /// `HubDescription`
    Hub,
    /// `Page<ItemRow>`
    Items {
        #[serde(default)]
        filter: ItemFilter,
        #[serde(default)]
        window: Window,
    },
    /// `ItemCard`
    Item { id: ItemId },
    /// `Page<AssetRow>`
    Assets {
        #[serde(default)]
        filter: AssetFilter,
        #[serde(default)]
        window: Window,
    },
    /// `Facet[]`
    AssetFacets {
        #[serde(default)]
        filter: AssetFilter,
    },
    /// `AssetCard`
    Asset { id: AssetId },
    /// `SerialCheck[]`, one a serial
    CheckSerials { item: ItemId, serials: Vec<String> },
    /// `Page<StockRow>`
    Stock {
        #[serde(default)]
        filter: StockFilter,
        #[serde(default)]
        window: Window,
    },
    /// `Facet[]`
    StockFacets {
        #[serde(default)]
        filter: StockFilter,
    },
    /// `StockCard`
    StockLine { id: SubjectId },
    /// `LotRow[]`
    Lots { item: ItemId },
    /// `LotCard`
    Lot { id: LotId },
    /// `PlaceRow[]`, of one hub where its code name is given
    Places {
        #[serde(default)]
        hub: Option<String>,
    },
    /// `PlaceCard`
    Place { id: PlaceId },
    /// `Page<PersonRow>`
    People {
        #[serde(default)]
        filter: PersonFilter,
        #[serde(default)]
        window: Window,
    },
    /// `PersonCard`
    Person { id: PersonId },
    /// `UnitRow[]`, of one hub where its code name is given
    Units {
        #[serde(default)]
        hub: Option<String>,
    },
    /// `UnitCard`
    Unit { id: UnitId },
    /// `Found[]`
    Search {
        text: String,
        #[serde(default)]
        limit: Option<u32>,
    },
    /// `Page<TimelineRow>`
    Timeline {
        subject: SubjectId,
        #[serde(default)]
        window: Window,
    },
    /// `AttachmentRow[]`
    Attachments { thing: SubjectId },
    /// `AttachmentBytes`
    AttachmentBytes { id: AttachmentId },
    /// `AttachmentRoom`
    AttachmentRoom,
    /// `Page<ActRow>`
    Acts {
        #[serde(default)]
        #[ts(as = "Option<i64>")]
        since_ms: Option<i64>,
        #[serde(default)]
        window: Window,
    },
    /// `TimelineRow[]`: every event of one act
    Act { act: ActId },
    /// `Page<DiscrepancyRow>`, of one hub where its code name is given
    Discrepancies {
        #[serde(default)]
        settled: bool,
        #[serde(default)]
        hub: Option<String>,
        #[serde(default)]
        window: Window,
    },
    /// `NetworkStatus`
    Network,
    /// `Tables`
    Tables,
}

/// Codes the forms offer. Words for codes are in the locale files; names here are the tables' own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tables {
    pub units_of_issue: Vec<Code>,
    pub nsn_classes: Vec<Code>,
    pub nations: Vec<String>,
    /// After so many days what lies in store is due to be looked at.
    pub sighting_due_days: u32,
    /// So many days before it expires a lot is worth a warning.
    pub expiring_days: u32,
    /// Table name to authority, edition and whether it is confirmed.
    pub editions: Vec<TableEdition>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Code {
    pub code: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TableEdition {
    pub table: String,
    pub authority: String,
    pub edition: String,
    pub confirmed: bool,
}

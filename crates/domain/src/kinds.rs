//! The number of each kind of event. They stand in the entry header, in plain sight of every replica
//! and the center; frozen by the first release: add, never renumber. 1 to 99 belong to membership.

pub const HUB_DESCRIBED: u32 = 1000;
pub const ITEM_ADDED: u32 = 1010;
pub const ITEM_CHANGED: u32 = 1011;
pub const PLACE_ADDED: u32 = 1020;
pub const PLACE_CHANGED: u32 = 1021;
pub const PERSON_ADDED: u32 = 1030;
pub const PERSON_CHANGED: u32 = 1031;
pub const UNIT_ADDED: u32 = 1040;
pub const UNIT_CHANGED: u32 = 1041;
pub const LOT_ADDED: u32 = 1050;
pub const LOT_CHANGED: u32 = 1051;
pub const ASSET_RECEIVED: u32 = 1100;
pub const ASSET_CHANGED: u32 = 1101;
pub const ASSET_MOVED: u32 = 1102;
pub const ASSET_ISSUED: u32 = 1103;
pub const ASSET_RETURNED: u32 = 1104;
pub const ASSET_CONDITION_CHANGED: u32 = 1105;
pub const ASSET_LOST: u32 = 1106;
pub const ASSET_FOUND: u32 = 1107;
pub const ASSET_SIGHTED: u32 = 1108;
pub const ASSET_CORRECTED: u32 = 1109;
pub const STOCK_CHANGED: u32 = 1200;
pub const DISCREPANCY_SETTLED: u32 = 1300;
pub const FILE_IMPORTED: u32 = 1400;
pub const ATTACHED: u32 = 1500;
pub const ATTACHMENT_WITHDRAWN: u32 = 1501;

/// Acts that must stand alone as evidence: they carry the actor's own signature over the entry.
pub const fn is_evidence(kind: u32) -> bool {
    matches!(kind, ASSET_ISSUED | ASSET_LOST)
}

/// The kind's name, as locale files (`event-<name>`), scripts and exports use it; none for a kind
/// this version does not know.
pub const fn name(kind: u32) -> Option<&'static str> {
    Some(match kind {
        HUB_DESCRIBED => "hub-described",
        ITEM_ADDED => "item-added",
        ITEM_CHANGED => "item-changed",
        PLACE_ADDED => "place-added",
        PLACE_CHANGED => "place-changed",
        PERSON_ADDED => "person-added",
        PERSON_CHANGED => "person-changed",
        UNIT_ADDED => "unit-added",
        UNIT_CHANGED => "unit-changed",
        LOT_ADDED => "lot-added",
        LOT_CHANGED => "lot-changed",
        ASSET_RECEIVED => "asset-received",
        ASSET_CHANGED => "asset-changed",
        ASSET_MOVED => "asset-moved",
        ASSET_ISSUED => "asset-issued",
        ASSET_RETURNED => "asset-returned",
        ASSET_CONDITION_CHANGED => "asset-condition-changed",
        ASSET_LOST => "asset-lost",
        ASSET_FOUND => "asset-found",
        ASSET_SIGHTED => "asset-sighted",
        ASSET_CORRECTED => "asset-corrected",
        STOCK_CHANGED => "stock-changed",
        DISCREPANCY_SETTLED => "discrepancy-settled",
        FILE_IMPORTED => "file-imported",
        ATTACHED => "attached",
        ATTACHMENT_WITHDRAWN => "attachment-withdrawn",
        _ => return None,
    })
}

/// Whether an act of events of these kinds can be taken back, which it is as a whole or not at all.
pub fn can_be_taken_back(kinds: impl IntoIterator<Item = u32>) -> bool {
    let mut kinds = kinds.into_iter().peekable();
    kinds.peek().is_some() && kinds.all(is_correctable)
}

/// Kinds a correcting act can take back: where things are, who has them, how they are, how many, and what
/// another correcting act made of that. Descriptions are corrected by changing them again.
const fn is_correctable(kind: u32) -> bool {
    matches!(
        kind,
        ASSET_RECEIVED
            | ASSET_MOVED
            | ASSET_ISSUED
            | ASSET_RETURNED
            | ASSET_CONDITION_CHANGED
            | ASSET_LOST
            | ASSET_FOUND
            | ASSET_CORRECTED
            | STOCK_CHANGED
    )
}

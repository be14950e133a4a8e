//! What a person asks for. The window, the command line and imports send the same commands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::asset::{AssetDetails, Whereabouts};
use crate::attachment::AttachmentDetails;
use crate::condition::ConditionCode;
use crate::event::{HubDescription, Particulars};
use crate::ids::*;
use crate::item::{ItemDetails, KitPart};
use crate::lot::LotDetails;
use crate::people::{Holder, PersonDetails, PersonalDetails, UnitDetails};
use crate::place::PlaceDetails;
use crate::quantity::Quantity;
use crate::stock::StockKey;

/// Every act a person can ask for. Commands that create carry the id of what they create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "command", deny_unknown_fields)]
pub enum Command {
    DescribeHub {
        description: HubDescription,
    },
    AddItem {
        id: ItemId,
        details: ItemDetails,
    },
    ChangeItem {
        id: ItemId,
        details: ItemDetails,
    },
    AddPlace {
        id: PlaceId,
        details: PlaceDetails,
    },
    ChangePlace {
        id: PlaceId,
        details: PlaceDetails,
    },
    AddPerson {
        id: PersonId,
        details: PersonDetails,
        personal: PersonalDetails,
    },
    ChangePerson {
        id: PersonId,
        details: PersonDetails,
        personal: Option<PersonalDetails>,
    },
    AddUnit {
        id: UnitId,
        details: UnitDetails,
    },
    ChangeUnit {
        id: UnitId,
        details: UnitDetails,
    },
    AddLot {
        id: LotId,
        details: LotDetails,
    },
    ChangeLot {
        id: LotId,
        details: LotDetails,
    },
    ReceiveAssets(ReceiveAssets),
    ChangeAsset {
        id: AssetId,
        details: AssetDetails,
    },
    MoveAssets {
        assets: Vec<AssetId>,
        to: PlaceId,
        #[serde(default)]
        particulars: Particulars,
    },
    IssueAssets(IssueAssets),
    ReturnAssets(ReturnAssets),
    ChangeAssetCondition {
        assets: Vec<AssetId>,
        to: ConditionCode,
        #[serde(default)]
        particulars: Particulars,
    },
    ReportLost {
        assets: Vec<AssetId>,
        circumstances: String,
        #[serde(default)]
        witness: Option<PersonId>,
        #[serde(default)]
        particulars: Particulars,
    },
    ReportFound {
        asset: AssetId,
        at: PlaceId,
        condition: ConditionCode,
        #[serde(default)]
        particulars: Particulars,
    },
    RecordSighting {
        assets: Vec<AssetId>,
        #[serde(default)]
        at: Option<PlaceId>,
        #[serde(default)]
        particulars: Particulars,
    },
    ReceiveStock(ReceiveStock),
    MoveStock {
        line: StockKey,
        to: PlaceId,
        quantity: Quantity,
        #[serde(default)]
        particulars: Particulars,
    },
    IssueStock {
        line: StockKey,
        to: Holder,
        quantity: Quantity,
        #[serde(default)]
        particulars: Particulars,
    },
    ReturnStock {
        line: StockKey,
        to: PlaceId,
        condition: ConditionCode,
        quantity: Quantity,
        #[serde(default)]
        particulars: Particulars,
    },
    ChangeStockCondition {
        line: StockKey,
        to: ConditionCode,
        quantity: Quantity,
        #[serde(default)]
        particulars: Particulars,
    },
    /// Takes back the whole of an earlier act by a new act that names it.
    Correct {
        act: ActId,
        #[serde(default)]
        particulars: Particulars,
    },
    SettleDiscrepancy {
        discrepancy: String,
        #[serde(default)]
        whereabouts: Option<Whereabouts>,
        finding: String,
    },
    RecordImport {
        id: ImportId,
        file_name: String,
        file_hash: String,
        rows: u32,
    },
    /// Adds a photograph or document whose bytes are here already.
    Attach {
        id: AttachmentId,
        details: AttachmentDetails,
    },
    /// Takes an attachment that was added by mistake out of sight.
    WithdrawAttachment {
        id: AttachmentId,
        reason: String,
    },
}

/// Many serials of one item taken in at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceiveAssets {
    pub assets: Vec<IncomingAsset>,
    pub place: PlaceId,
    /// True where this records what lay there when the books began.
    #[serde(default)]
    pub opening: bool,
    #[serde(default)]
    pub particulars: Particulars,
}

/// One thing to be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IncomingAsset {
    pub id: AssetId,
    pub details: AssetDetails,
    pub condition: ConditionCode,
    #[serde(default)]
    pub kit_missing: Vec<KitPart>,
    /// A person has looked at the serials this one could be mistaken for and says it is another.
    #[serde(default)]
    pub looked_alike: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IssueAssets {
    pub assets: Vec<HandedAsset>,
    pub to: Holder,
    #[serde(default)]
    pub witness: Option<PersonId>,
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReturnAssets {
    pub assets: Vec<HandedAsset>,
    pub to: PlaceId,
    #[serde(default)]
    pub particulars: Particulars,
}

/// One asset changing hands, with the state it is in as it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandedAsset {
    pub id: AssetId,
    pub condition: ConditionCode,
    #[serde(default)]
    pub kit_missing: Vec<KitPart>,
}

/// Bulk or lot-tracked stock taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceiveStock {
    /// Names this receipt, so that sending it twice receives once.
    pub id: ActId,
    pub lines: Vec<IncomingStock>,
    #[serde(default)]
    pub opening: bool,
    #[serde(default)]
    pub particulars: Particulars,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IncomingStock {
    pub place: PlaceId,
    pub item: ItemId,
    #[serde(default)]
    pub lot: Option<LotId>,
    pub condition: ConditionCode,
    pub quantity: Quantity,
}

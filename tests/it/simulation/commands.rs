//! Any command of the books, about a small number of things, so that laptops apart lay hands on the same.

use domain::asset::{AssetDetails, Whereabouts};
use domain::command::{
    HandedAsset, IncomingAsset, IncomingStock, IssueAssets, ReceiveAssets, ReceiveStock, ReturnAssets,
};
use domain::condition::ConditionCode;
use domain::event::{HubDescription, Particulars};
use domain::item::{Category, ItemDetails, SupplyClass, Tracking};
use domain::lot::LotDetails;
use domain::people::{Holder, PersonDetails, PersonalDetails, UnitDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::stock::{Keeping, StockKey};
use domain::{ActId, AssetId, Command, ImportId, ItemId, LotId, PersonId, PlaceId, Quantity, UnitId};

use super::photographs;
use crate::dice::Dice;

/// How many commands there are.
pub const KINDS: usize = 30;

/// What a laptop knows of, beside the things everybody makes up by number.
pub struct Known<'a> {
    pub acts: &'a [ActId],
    /// Open discrepancies, as hex.
    pub discrepancies: &'a [String],
}

/// A command's number. A new command is given the next one here, and a way to be made up in [`command`].
pub fn kind(command: &Command) -> usize {
    match command {
        Command::DescribeHub { .. } => 0,
        Command::AddItem { .. } => 1,
        Command::ChangeItem { .. } => 2,
        Command::AddPlace { .. } => 3,
        Command::ChangePlace { .. } => 4,
        Command::AddPerson { .. } => 5,
        Command::ChangePerson { .. } => 6,
        Command::AddUnit { .. } => 7,
        Command::ChangeUnit { .. } => 8,
        Command::AddLot { .. } => 9,
        Command::ChangeLot { .. } => 10,
        Command::ReceiveAssets(_) => 11,
        Command::ChangeAsset { .. } => 12,
        Command::MoveAssets { .. } => 13,
        Command::IssueAssets(_) => 14,
        Command::ReturnAssets(_) => 15,
        Command::ChangeAssetCondition { .. } => 16,
        Command::ReportLost { .. } => 17,
        Command::ReportFound { .. } => 18,
        Command::RecordSighting { .. } => 19,
        Command::ReceiveStock(_) => 20,
        Command::MoveStock { .. } => 21,
        Command::IssueStock { .. } => 22,
        Command::ReturnStock { .. } => 23,
        Command::ChangeStockCondition { .. } => 24,
        Command::Correct { .. } => 25,
        Command::SettleDiscrepancy { .. } => 26,
        Command::RecordImport { .. } => 27,
        Command::Attach { .. } => 28,
        Command::WithdrawAttachment { .. } => 29,
    }
}

/// Something to do. What there is most of in life there is most of here.
pub fn any(dice: &mut Dice, known: &Known<'_>) -> Command {
    const OFTEN: [usize; 12] = [11, 13, 14, 14, 15, 15, 17, 18, 22, 23, 25, 26];
    let number = match dice.one_in(2) {
        true => OFTEN[dice.below(OFTEN.len() as u64) as usize],
        false => dice.below(KINDS as u64) as usize,
    };
    command(number, dice, known)
}

fn command(kind: usize, dice: &mut Dice, known: &Known<'_>) -> Command {
    let particulars = Particulars::default();
    let assets =
        |dice: &mut Dice| (0..1 + u64::from(dice.one_in(5))).map(|_| asset(dice)).collect::<Vec<AssetId>>();
    match kind {
        0 => Command::DescribeHub { description: described(dice) },
        1 => add_item(dice),
        2 => match add_item(dice) {
            Command::AddItem { id, details } => Command::ChangeItem { id, details: noted(details, dice) },
            other => other,
        },
        3 => Command::AddPlace { id: place(dice), details: place_details(dice) },
        4 => Command::ChangePlace { id: place(dice), details: place_details(dice) },
        5 => {
            Command::AddPerson { id: person(dice), details: PersonDetails::default(), personal: named(dice) }
        }
        6 => Command::ChangePerson {
            id: person(dice),
            details: PersonDetails { left: dice.one_in(4), ..PersonDetails::default() },
            personal: dice.one_in(2).then(|| named(dice)),
        },
        7 => Command::AddUnit { id: unit(dice), details: unit_details(dice) },
        8 => Command::ChangeUnit { id: unit(dice), details: unit_details(dice) },
        9 => add_lot(dice),
        10 => match add_lot(dice) {
            Command::AddLot { id, details } => {
                let note = Some(format!("note {}", dice.below(9)));
                Command::ChangeLot { id, details: LotDetails { note, ..details } }
            }
            other => other,
        },
        11 => receive(dice),
        12 => Command::ChangeAsset { id: asset(dice), details: asset_details(dice.below(12), dice) },
        13 => Command::MoveAssets { assets: assets(dice), to: place(dice), particulars },
        14 => Command::IssueAssets(IssueAssets {
            assets: handed(assets(dice), dice),
            to: holder(dice),
            witness: None,
            particulars,
        }),
        15 => Command::ReturnAssets(ReturnAssets {
            assets: handed(assets(dice), dice),
            to: place(dice),
            particulars,
        }),
        16 => Command::ChangeAssetCondition { assets: assets(dice), to: condition(dice), particulars },
        17 => Command::ReportLost {
            assets: assets(dice),
            circumstances: "not on its rack at the count".into(),
            witness: None,
            particulars,
        },
        18 => Command::ReportFound {
            asset: asset(dice),
            at: place(dice),
            condition: condition(dice),
            particulars,
        },
        19 => Command::RecordSighting { assets: assets(dice), at: Some(place(dice)), particulars },
        _ => of_stock(kind, dice, known),
    }
}

fn of_stock(kind: usize, dice: &mut Dice, known: &Known<'_>) -> Command {
    let particulars = Particulars::default();
    let quantity = Quantity(1 + dice.below(12));
    match kind {
        20 => Command::ReceiveStock(ReceiveStock {
            id: ActId::from_bytes(dice_bytes(dice)),
            lines: vec![IncomingStock {
                place: place(dice),
                item: bulk(),
                lot: None,
                condition: ConditionCode::A,
                quantity,
            }],
            opening: dice.one_in(3),
            particulars,
        }),
        21 => Command::MoveStock { line: line(dice), to: place(dice), quantity, particulars },
        22 => Command::IssueStock { line: line(dice), to: holder(dice), quantity, particulars },
        23 => Command::ReturnStock {
            line: StockKey { at: Keeping::Holder(holder(dice)), ..line(dice) },
            to: place(dice),
            condition: ConditionCode::A,
            quantity: Quantity(1 + dice.below(4)),
            particulars,
        },
        24 => Command::ChangeStockCondition {
            line: line(dice),
            to: [ConditionCode::B, ConditionCode::C][dice.below(2) as usize],
            quantity: Quantity(1),
            particulars,
        },
        25 => {
            let known = known.acts;
            let act = match known.is_empty() {
                true => ActId::from_bytes(dice_bytes(dice)),
                false => known[dice.below(known.len() as u64) as usize],
            };
            Command::Correct { act, particulars }
        }
        26 => {
            let open = known.discrepancies;
            let discrepancy = match open.is_empty() {
                true => "00".repeat(32),
                false => open[dice.below(open.len() as u64) as usize].clone(),
            };
            let whereabouts = dice.one_in(2).then(|| Whereabouts::Stored(place(dice)));
            Command::SettleDiscrepancy { discrepancy, whereabouts, finding: "looked and counted".into() }
        }
        28 => photographs::attach(dice),
        29 => photographs::withdraw(dice),
        _ => Command::RecordImport {
            id: ImportId::from_bytes(dice_bytes(dice)),
            file_name: "holdings.csv".into(),
            file_hash: format!("{:064x}", dice.next()),
            rows: dice.below(900) as u32,
        },
    }
}

pub(super) fn id(kind: u8, number: u64) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn dice_bytes(dice: &mut Dice) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&dice.next().to_be_bytes());
    bytes[8..].copy_from_slice(&dice.next().to_be_bytes());
    bytes
}

pub(super) fn rifles() -> ItemId {
    ItemId::from_bytes(id(1, 0))
}

pub(super) fn bulk() -> ItemId {
    ItemId::from_bytes(id(1, 1))
}

pub(super) fn dated() -> ItemId {
    ItemId::from_bytes(id(1, 2))
}

pub(super) fn place(dice: &mut Dice) -> PlaceId {
    PlaceId::from_bytes(id(2, dice.below(5)))
}

fn person(dice: &mut Dice) -> PersonId {
    PersonId::from_bytes(id(3, dice.below(4)))
}

fn unit(dice: &mut Dice) -> UnitId {
    UnitId::from_bytes(id(4, dice.below(2)))
}

pub(super) fn asset(dice: &mut Dice) -> AssetId {
    AssetId::from_bytes(id(5, dice.below(6)))
}

fn condition(dice: &mut Dice) -> ConditionCode {
    ConditionCode::ALL[dice.below(ConditionCode::ALL.len() as u64) as usize]
}

fn holder(dice: &mut Dice) -> Holder {
    match dice.one_in(4) {
        true => Holder::Unit(unit(dice)),
        false => Holder::Person(person(dice)),
    }
}

fn line(dice: &mut Dice) -> StockKey {
    let at = Keeping::Place(place(dice));
    StockKey { at, item: bulk(), lot: None, condition: ConditionCode::A }
}

pub(super) fn described(dice: &mut Dice) -> HubDescription {
    let name = Some(format!("Hub by the river {}", dice.below(9)));
    HubDescription { code: "HUB-OAK".into(), classification: None, training: true, name }
}

fn add_item(dice: &mut Dice) -> Command {
    let tracking = [Tracking::Serial, Tracking::Lot, Tracking::Bulk][dice.below(3) as usize];
    let number = dice.below(8);
    let details = ItemDetails { local_code: Some(format!("L-{number}")), ..item_details(tracking) };
    Command::AddItem { id: ItemId::from_bytes(id(1, number)), details }
}

fn noted(details: ItemDetails, dice: &mut Dice) -> ItemDetails {
    ItemDetails { note: Some(format!("note {}", dice.below(9))), ..details }
}

pub(super) fn item_details(tracking: Tracking) -> ItemDetails {
    ItemDetails {
        local_code: Some(format!("L-{tracking:?}")),
        ..ItemDetails::of(format!("Item by {tracking:?}"), SupplyClass::II, Category::Weapon, tracking)
    }
}

pub(super) fn place_details(dice: &mut Dice) -> PlaceDetails {
    let number = dice.below(500);
    PlaceDetails::of(format!("Rack {number}"), format!("R-{number}"), PlaceKind::Rack)
}

pub(super) fn named(dice: &mut Dice) -> PersonalDetails {
    PersonalDetails { name: format!("Recipient {}", dice.below(90)), rank: None, number: None, contact: None }
}

pub(super) fn unit_details(dice: &mut Dice) -> UnitDetails {
    UnitDetails {
        code_name: format!("UNIT-{}", dice.below(90)),
        nation: "UKR".into(),
        parent: None,
        authorised_recipients: Vec::new(),
        establishment: Vec::new(),
        note: None,
        disbanded: false,
    }
}

fn add_lot(dice: &mut Dice) -> Command {
    let number = dice.below(3);
    let details = LotDetails::of(dated(), format!("LOT-{number}"));
    Command::AddLot { id: LotId::from_bytes(id(6, number)), details }
}

fn receive(dice: &mut Dice) -> Command {
    let number = dice.below(8);
    let asset = IncomingAsset {
        id: AssetId::from_bytes(id(5, number)),
        details: asset_details(number, dice),
        condition: ConditionCode::A,
        kit_missing: Vec::new(),
        looked_alike: true,
    };
    Command::ReceiveAssets(ReceiveAssets {
        assets: vec![asset],
        place: place(dice),
        opening: dice.one_in(3),
        particulars: Particulars::default(),
    })
}

/// Now and then two things are given one number.
pub(super) fn asset_details(number: u64, dice: &mut Dice) -> AssetDetails {
    let number = if dice.one_in(6) { dice.below(12) } else { number };
    AssetDetails::of(rifles(), format!("AK-{number:04}"))
}

fn handed(assets: Vec<AssetId>, dice: &mut Dice) -> Vec<HandedAsset> {
    let condition = if dice.one_in(5) { condition(dice) } else { ConditionCode::A };
    assets.into_iter().map(|id| HandedAsset { id, condition, kit_missing: Vec::new() }).collect()
}

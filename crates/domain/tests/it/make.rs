//! Short ways to write down ids, details and commands.

use chrono::NaiveDate;
use domain::asset::{AssetDetails, Whereabouts};
use domain::attachment::{AttachedTo, AttachmentDetails, BlobHash, MediaType, Shows};
use domain::command::*;
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::facts::Date;
use domain::item::{Category, ItemDetails, SupplyClass, Tracking};
use domain::lot::LotDetails;
use domain::people::{Holder, PersonDetails, PersonalDetails, UnitDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::quantity::Quantity;
use domain::stock::{Keeping, StockKey};
use domain::*;

fn id(kind: u8, number: u8) -> [u8; 16] {
    let mut bytes = [0; 16];
    (bytes[0], bytes[15]) = (kind, number);
    bytes
}

pub fn item(number: u8) -> ItemId {
    ItemId::from_bytes(id(1, number))
}
pub fn place(number: u8) -> PlaceId {
    PlaceId::from_bytes(id(2, number))
}
pub fn person(number: u8) -> PersonId {
    PersonId::from_bytes(id(3, number))
}
pub fn unit(number: u8) -> UnitId {
    UnitId::from_bytes(id(4, number))
}
pub fn asset(number: u8) -> AssetId {
    AssetId::from_bytes(id(5, number))
}
pub fn lot(number: u8) -> LotId {
    LotId::from_bytes(id(6, number))
}
pub fn act(number: u8) -> ActId {
    ActId::from_bytes(id(7, number))
}
pub fn import(number: u8) -> ImportId {
    ImportId::from_bytes(id(8, number))
}

pub fn attachment(number: u8) -> AttachmentId {
    AttachmentId::from_bytes(id(9, number))
}

/// Names the bytes with this number; [`crate::world::World`] knows 1 to 3, of a thousand bytes each time.
pub fn blob(number: u8) -> BlobHash {
    BlobHash([number; 32])
}

pub fn attachment_details(to: AttachedTo, number: u8) -> AttachmentDetails {
    AttachmentDetails {
        to,
        blob: blob(number),
        size: u64::from(number) * 1_000,
        media_type: MediaType::Jpeg,
        file_name: format!("photo-{number}.jpg"),
        shows: Shows::Photograph,
        note: None,
    }
}

pub fn day(year: i32, month: u32, day: u32) -> Date {
    Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn no_particulars() -> Particulars {
    Particulars::default()
}

pub fn item_details(name: &str, tracking: Tracking) -> ItemDetails {
    let local_code = some(&format!("LOC-{name}"));
    ItemDetails { local_code, ..ItemDetails::of(name, SupplyClass::II, Category::Other, tracking) }
}

pub fn place_details(code: &str, parent: Option<PlaceId>) -> PlaceDetails {
    PlaceDetails { parent, ..PlaceDetails::of(format!("Place {code}"), code, PlaceKind::Rack) }
}

pub fn personal(name: &str) -> PersonalDetails {
    PersonalDetails { name: name.to_owned(), ..PersonalDetails::default() }
}

pub fn unit_details(code_name: &str) -> UnitDetails {
    UnitDetails {
        code_name: code_name.to_owned(),
        nation: "UKR".to_owned(),
        parent: None,
        authorised_recipients: Vec::new(),
        establishment: Vec::new(),
        note: None,
        disbanded: false,
    }
}

pub fn lot_details(item: ItemId, number: &str) -> LotDetails {
    LotDetails::of(item, number)
}

pub fn asset_details(item: ItemId, serial: &str) -> AssetDetails {
    AssetDetails::of(item, serial)
}

pub fn incoming(id: AssetId, item: ItemId, serial: &str) -> IncomingAsset {
    let details = asset_details(item, serial);
    IncomingAsset { id, details, condition: ConditionCode::A, kit_missing: Vec::new(), looked_alike: false }
}

pub fn receive(assets: Vec<IncomingAsset>, place: PlaceId) -> Command {
    Command::ReceiveAssets(ReceiveAssets { assets, place, opening: false, particulars: no_particulars() })
}

pub fn handed(id: AssetId, condition: ConditionCode) -> HandedAsset {
    HandedAsset { id, condition, kit_missing: Vec::new() }
}

pub fn issue(assets: &[AssetId], to: Holder) -> Command {
    let assets = assets.iter().map(|id| handed(*id, ConditionCode::A)).collect();
    Command::IssueAssets(IssueAssets { assets, to, witness: None, particulars: no_particulars() })
}

pub fn give_back(assets: &[AssetId], to: PlaceId) -> Command {
    let assets = assets.iter().map(|id| handed(*id, ConditionCode::A)).collect();
    Command::ReturnAssets(ReturnAssets { assets, to, particulars: no_particulars() })
}

pub fn move_assets(assets: &[AssetId], to: PlaceId) -> Command {
    Command::MoveAssets { assets: assets.to_vec(), to, particulars: no_particulars() }
}

pub fn change_condition(assets: &[AssetId], to: ConditionCode) -> Command {
    Command::ChangeAssetCondition { assets: assets.to_vec(), to, particulars: no_particulars() }
}

pub fn lost(assets: &[AssetId]) -> Command {
    Command::ReportLost {
        assets: assets.to_vec(),
        circumstances: "river crossing".to_owned(),
        witness: None,
        particulars: no_particulars(),
    }
}

pub fn found(asset: AssetId, at: PlaceId) -> Command {
    Command::ReportFound { asset, at, condition: ConditionCode::B, particulars: no_particulars() }
}

pub fn sighting(assets: &[AssetId], at: Option<PlaceId>) -> Command {
    Command::RecordSighting { assets: assets.to_vec(), at, particulars: no_particulars() }
}

pub fn line(place: PlaceId, item: ItemId, lot: Option<LotId>) -> StockKey {
    StockKey { at: Keeping::Place(place), item, lot, condition: ConditionCode::A }
}

pub fn held(holder: Holder, item: ItemId, lot: Option<LotId>) -> StockKey {
    StockKey { at: Keeping::Holder(holder), item, lot, condition: ConditionCode::A }
}

pub fn receive_stock(receipt: ActId, lines: &[(StockKey, u64)]) -> Command {
    let line = |(key, quantity): &(StockKey, u64)| match key.at {
        Keeping::Place(place) => IncomingStock {
            place,
            item: key.item,
            lot: key.lot,
            condition: key.condition,
            quantity: Quantity(*quantity),
        },
        Keeping::Holder(_) => panic!("stock is received at a place"),
    };
    let lines = lines.iter().map(line).collect();
    Command::ReceiveStock(ReceiveStock { id: receipt, lines, opening: false, particulars: no_particulars() })
}

pub fn move_stock(line: StockKey, to: PlaceId, quantity: u64) -> Command {
    Command::MoveStock { line, to, quantity: Quantity(quantity), particulars: no_particulars() }
}

pub fn issue_stock(line: StockKey, to: Holder, quantity: u64) -> Command {
    Command::IssueStock { line, to, quantity: Quantity(quantity), particulars: no_particulars() }
}

pub fn return_stock(line: StockKey, to: PlaceId, quantity: u64) -> Command {
    let condition = ConditionCode::A;
    Command::ReturnStock { line, to, condition, quantity: Quantity(quantity), particulars: no_particulars() }
}

pub fn stock_condition(line: StockKey, to: ConditionCode, quantity: u64) -> Command {
    Command::ChangeStockCondition { line, to, quantity: Quantity(quantity), particulars: no_particulars() }
}

pub fn correct(act: ActId) -> Command {
    Command::Correct { act, particulars: no_particulars() }
}

pub fn settle(id: &[u8; 32], whereabouts: Option<Whereabouts>) -> Command {
    let discrepancy = id.iter().map(|byte| format!("{byte:02x}")).collect();
    Command::SettleDiscrepancy { discrepancy, whereabouts, finding: "looked with our own eyes".to_owned() }
}

pub fn add_person(number: u8, name: &str) -> Command {
    Command::AddPerson { id: person(number), details: PersonDetails::default(), personal: personal(name) }
}

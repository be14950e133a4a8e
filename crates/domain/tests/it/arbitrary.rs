//! Anything a person, a script or a hostile file could ask for, over a small set of ids so that acts
//! meet each other.

use domain::asset::Whereabouts;
use domain::attachment::{AttachedTo, AttachmentDetails, MediaType, Shows};
use domain::command::*;
use domain::condition::ConditionCode;
use domain::event::{HubDescription, Particulars};
use domain::hazard::Hazard;
use domain::item::{ItemDetails, KitPart, Tracking, UnitPrice};
use domain::nsn::Nsn;
use domain::people::{Establishment, Holder, PersonDetails, PersonalDetails, UnitDetails};
use domain::place::PlaceDetails;
use domain::quantity::Quantity;
use domain::stock::{Keeping, StockKey};
use domain::*;
use proptest::prelude::*;

use crate::make;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-C]{1,2}",
        1 => Just(String::new()),
        1 => Just("x".repeat(201)),
        1 => any::<String>(),
    ]
}

fn maybe_text() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, text())
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![8 => 0u64..30, 1 => Just(Quantity::MAX.0), 1 => any::<u64>()].prop_map(Quantity)
}

fn particulars() -> impl Strategy<Value = Particulars> {
    (maybe_text(), maybe_text()).prop_map(|(document, remark)| Particulars { document, remark })
}

fn condition() -> impl Strategy<Value = ConditionCode> {
    prop_oneof![3 => Just(ConditionCode::A), 1 => prop::sample::select(ConditionCode::ALL.to_vec())]
}

fn item() -> impl Strategy<Value = ItemId> {
    (1u8..6).prop_map(make::item)
}
fn place() -> impl Strategy<Value = PlaceId> {
    (1u8..6).prop_map(make::place)
}
fn asset() -> impl Strategy<Value = AssetId> {
    (1u8..8).prop_map(make::asset)
}
fn person() -> impl Strategy<Value = PersonId> {
    (1u8..5).prop_map(make::person)
}
fn unit() -> impl Strategy<Value = UnitId> {
    (1u8..4).prop_map(make::unit)
}
fn lot() -> impl Strategy<Value = LotId> {
    (1u8..4).prop_map(make::lot)
}

fn assets() -> impl Strategy<Value = Vec<AssetId>> {
    prop::collection::vec(asset(), 0..4)
}

fn holder() -> impl Strategy<Value = Holder> {
    prop_oneof![person().prop_map(Holder::Person), unit().prop_map(Holder::Unit)]
}

fn kit() -> impl Strategy<Value = Vec<KitPart>> {
    let part = (text(), quantity()).prop_map(|(name, quantity)| KitPart { name, quantity });
    prop::collection::vec(part, 0..2)
}

pub fn whereabouts() -> impl Strategy<Value = Whereabouts> {
    prop_oneof![
        place().prop_map(Whereabouts::Stored),
        holder().prop_map(Whereabouts::Issued),
        Just(Whereabouts::Lost),
        Just(Whereabouts::EnteredInError),
    ]
}

fn tracking() -> impl Strategy<Value = Tracking> {
    prop_oneof![Just(Tracking::Serial), Just(Tracking::Lot), Just(Tracking::Bulk)]
}

pub fn item_details() -> impl Strategy<Value = ItemDetails> {
    let nsn = prop::option::of("1005-0[0-3]-00[0-9]-942[1A]".prop_map(|text| Nsn::parse(&text).unwrap()));
    let hazard =
        (maybe_text(), prop::option::of("1[.][1-6][A-S]"), prop::option::of(any::<u64>()), any::<bool>())
            .prop_map(|(un_number, code, net_explosive_mg, inert)| Hazard {
                un_number,
                code,
                net_explosive_mg,
                inert,
            });
    let price = prop::option::of((any::<u64>(), text()).prop_map(|(minor, currency)| UnitPrice {
        minor,
        currency,
        on: None,
    }));
    let unit_of_issue = prop_oneof![Just("EA".to_owned()), text()];
    let first = (text(), maybe_text(), nsn, maybe_text(), unit_of_issue, tracking());
    (first, hazard, price, kit(), maybe_text()).prop_map(|(first, hazard, price, kit, note)| {
        let (name, name_uk, nsn, local_code, unit_of_issue, tracking) = first;
        ItemDetails {
            name,
            name_uk,
            nsn,
            local_code,
            unit_of_issue,
            hazard,
            price,
            kit,
            note,
            ..make::item_details("", tracking)
        }
    })
}

fn place_details() -> impl Strategy<Value = PlaceDetails> {
    (text(), prop::option::of(place()), prop::option::of(person()), any::<bool>()).prop_map(
        |(code, parent, custodian, closed)| PlaceDetails {
            custodian,
            closed,
            ..make::place_details(&code, parent)
        },
    )
}

fn person_details() -> impl Strategy<Value = PersonDetails> {
    (prop::option::of(unit()), maybe_text(), prop::bool::weighted(0.1))
        .prop_map(|(unit, duty, left)| PersonDetails { unit, duty, left })
}

fn personal() -> impl Strategy<Value = PersonalDetails> {
    (text(), maybe_text()).prop_map(|(name, rank)| PersonalDetails {
        name,
        rank,
        ..PersonalDetails::default()
    })
}

fn unit_details() -> impl Strategy<Value = UnitDetails> {
    let establishment = (item(), quantity()).prop_map(|(item, quantity)| Establishment { item, quantity });
    let lines = prop::collection::vec(establishment, 0..2);
    (text(), prop::option::of(unit()), lines, prop::bool::weighted(0.1)).prop_map(
        |(code_name, parent, establishment, disbanded)| UnitDetails {
            parent,
            establishment,
            disbanded,
            ..make::unit_details(&code_name)
        },
    )
}

fn incoming() -> impl Strategy<Value = IncomingAsset> {
    (asset(), item(), text(), condition(), kit(), any::<bool>()).prop_map(
        |(id, item, serial, condition, kit_missing, looked_alike)| IncomingAsset {
            condition,
            kit_missing,
            looked_alike,
            ..make::incoming(id, item, &serial)
        },
    )
}

fn handed() -> impl Strategy<Value = Vec<HandedAsset>> {
    let one = (asset(), condition(), kit()).prop_map(|(id, condition, kit_missing)| HandedAsset {
        id,
        condition,
        kit_missing,
    });
    prop::collection::vec(one, 0..3)
}

fn line() -> impl Strategy<Value = StockKey> {
    let at = prop_oneof![2 => place().prop_map(Keeping::Place), 1 => holder().prop_map(Keeping::Holder)];
    let thing = prop_oneof![
        Just((make::item(3), Some(make::lot(1)))),
        Just((make::item(4), None)),
        (item(), prop::option::of(lot())),
    ];
    (at, thing, condition()).prop_map(|(at, (item, lot), condition)| StockKey { at, item, lot, condition })
}

fn incoming_stock() -> impl Strategy<Value = IncomingStock> {
    (place(), line(), quantity()).prop_map(|(place, key, quantity)| IncomingStock {
        place,
        item: key.item,
        lot: key.lot,
        condition: key.condition,
        quantity,
    })
}

fn descriptions() -> impl Strategy<Value = Command> {
    let lot_details = (item(), text()).prop_map(|(item, number)| make::lot_details(item, &number)).boxed();
    let asset_details = (item(), text()).prop_map(|(item, serial)| make::asset_details(item, &serial));
    let hub = (text(), any::<bool>()).prop_map(|(code, training)| HubDescription {
        code,
        classification: None,
        training,
        name: None,
    });
    prop_oneof![
        hub.prop_map(|description| Command::DescribeHub { description }),
        (item(), item_details()).prop_map(|(id, details)| Command::AddItem { id, details }),
        (item(), item_details()).prop_map(|(id, details)| Command::ChangeItem { id, details }),
        (place(), place_details()).prop_map(|(id, details)| Command::AddPlace { id, details }),
        (place(), place_details()).prop_map(|(id, details)| Command::ChangePlace { id, details }),
        (person(), person_details(), personal()).prop_map(|(id, details, personal)| Command::AddPerson {
            id,
            details,
            personal
        }),
        (person(), person_details(), prop::option::of(personal()))
            .prop_map(|(id, details, personal)| Command::ChangePerson { id, details, personal }),
        (unit(), unit_details()).prop_map(|(id, details)| Command::AddUnit { id, details }),
        (unit(), unit_details()).prop_map(|(id, details)| Command::ChangeUnit { id, details }),
        (lot(), lot_details.clone()).prop_map(|(id, details)| Command::AddLot { id, details }),
        (lot(), lot_details).prop_map(|(id, details)| Command::ChangeLot { id, details }),
        (asset(), asset_details).prop_map(|(id, details)| Command::ChangeAsset { id, details }),
        (any::<u8>(), text(), text(), any::<u32>()).prop_map(|(id, file_name, file_hash, rows)| {
            Command::RecordImport { id: make::import(id), file_name, file_hash, rows }
        }),
    ]
}

fn asset_acts() -> impl Strategy<Value = Command> {
    let received = (prop::collection::vec(incoming(), 0..3), place(), any::<bool>(), particulars());
    prop_oneof![
        received.prop_map(|(assets, place, opening, particulars)| {
            Command::ReceiveAssets(ReceiveAssets { assets, place, opening, particulars })
        }),
        (assets(), place(), particulars()).prop_map(|(assets, to, particulars)| Command::MoveAssets {
            assets,
            to,
            particulars
        }),
        (handed(), holder(), prop::option::of(person()), particulars()).prop_map(
            |(assets, to, witness, particulars)| {
                Command::IssueAssets(IssueAssets { assets, to, witness, particulars })
            }
        ),
        (handed(), place(), particulars()).prop_map(|(assets, to, particulars)| {
            Command::ReturnAssets(ReturnAssets { assets, to, particulars })
        }),
        (assets(), condition(), particulars())
            .prop_map(|(assets, to, particulars)| Command::ChangeAssetCondition { assets, to, particulars }),
        (assets(), text(), prop::option::of(person()), particulars()).prop_map(
            |(assets, circumstances, witness, particulars)| {
                Command::ReportLost { assets, circumstances, witness, particulars }
            }
        ),
        (asset(), place(), condition(), particulars()).prop_map(|(asset, at, condition, particulars)| {
            Command::ReportFound { asset, at, condition, particulars }
        }),
        (assets(), prop::option::of(place()), particulars())
            .prop_map(|(assets, at, particulars)| Command::RecordSighting { assets, at, particulars }),
    ]
}

fn stock_acts() -> impl Strategy<Value = Command> {
    let received = (any::<u8>(), prop::collection::vec(incoming_stock(), 0..3), any::<bool>(), particulars());
    prop_oneof![
        received.prop_map(|(id, lines, opening, particulars)| {
            Command::ReceiveStock(ReceiveStock { id: make::act(id), lines, opening, particulars })
        }),
        (line(), place(), quantity(), particulars()).prop_map(|(line, to, quantity, particulars)| {
            Command::MoveStock { line, to, quantity, particulars }
        }),
        (line(), holder(), quantity(), particulars()).prop_map(|(line, to, quantity, particulars)| {
            Command::IssueStock { line, to, quantity, particulars }
        }),
        (line(), place(), condition(), quantity(), particulars()).prop_map(
            |(line, to, condition, quantity, particulars)| {
                Command::ReturnStock { line, to, condition, quantity, particulars }
            }
        ),
        (line(), condition(), quantity(), particulars()).prop_map(|(line, to, quantity, particulars)| {
            Command::ChangeStockCondition { line, to, quantity, particulars }
        }),
    ]
}

fn attachments() -> impl Strategy<Value = Command> {
    let to = prop_oneof![
        asset().prop_map(AttachedTo::Asset),
        lot().prop_map(AttachedTo::Lot),
        item().prop_map(AttachedTo::Item),
        place().prop_map(AttachedTo::Place),
    ];
    let details = (to, 1u8..5, any::<bool>(), text(), maybe_text());
    let details = details.prop_map(|(to, number, right, file_name, note)| AttachmentDetails {
        size: if right { u64::from(number) * 1_000 } else { 0 },
        media_type: [MediaType::Jpeg, MediaType::Png, MediaType::Webp, MediaType::Pdf]
            [usize::from(number % 4)],
        shows: [Shows::Photograph, Shows::Damage, Shows::Consent, Shows::Certificate]
            [usize::from(number % 4)],
        file_name,
        note,
        ..make::attachment_details(to, number)
    });
    let id = || (1u8..6).prop_map(make::attachment);
    prop_oneof![
        3 => (id(), details).prop_map(|(id, details)| Command::Attach { id, details }),
        1 => (id(), text()).prop_map(|(id, reason)| Command::WithdrawAttachment { id, reason }),
    ]
}

/// Any command. Acts to correct are numbered as [`crate::world::World::execute`] numbers them.
pub fn command() -> impl Strategy<Value = Command> {
    let corrections = (0u128..120, particulars()).prop_map(|(act, particulars)| Command::Correct {
        act: ActId::from_bytes(act.to_be_bytes()),
        particulars,
    });
    let name = prop_oneof!["[0-9a-f]{64}", text()];
    let settlings =
        (name, prop::option::of(whereabouts()), text()).prop_map(|(discrepancy, whereabouts, finding)| {
            Command::SettleDiscrepancy { discrepancy, whereabouts, finding }
        });
    prop_oneof![
        3 => descriptions(),
        6 => asset_acts(),
        5 => stock_acts(),
        2 => corrections,
        1 => settlings,
        2 => attachments(),
    ]
}

//! Serial keys, tables, and commands as JSON.

use domain::condition::ConditionCode;
use domain::facts::Facts;
use domain::item::SupplyClass;
use domain::serial::{made_up, mixed_alphabets, normalise};
use domain::tables::Tables;
use domain::*;
use proptest::prelude::*;
use serde_json::Value;

use crate::arbitrary;
use crate::make::*;
use crate::world::World;

const PAIRS: [(&str, &str); 15] = [
    ("А", "A"),
    ("В", "B"),
    ("С", "C"),
    ("Е", "E"),
    ("Н", "H"),
    ("К", "K"),
    ("М", "M"),
    ("О", "O"),
    ("Р", "P"),
    ("Т", "T"),
    ("Х", "X"),
    ("І", "I"),
    ("У", "Y"),
    ("Ѕ", "S"),
    ("Ј", "J"),
];

#[test]
fn look_alikes_are_one() {
    for (cyrillic, latin) in PAIRS {
        for (one, other) in [(cyrillic, latin), (&cyrillic.to_lowercase(), &latin.to_lowercase())] {
            assert_eq!(normalise(one), normalise(other), "{cyrillic} {latin}");
        }
    }
    for same in ["AK 0-123", "ак0123", "AKO.123", "ао/к123".replace("о/", "").as_str(), "АК–O123"] {
        let expected = if same == "ак123" { "AK123" } else { "AK0123" };
        assert_eq!(normalise(same).0, expected, "{same}");
    }
    for hidden in ["AK\u{200b}0123", "\u{feff}AK0123", "AK\u{ad}0123", "\u{202e}AK0123\u{202c}"] {
        assert_eq!(normalise(hidden).0, "AK0123", "{hidden:?}");
    }
    assert_ne!(normalise("AB1"), normalise("AB2"));
    assert_ne!(normalise("ABI"), normalise("AB1"));
}

#[test]
fn made_up_serials_pass_over_what_is_taken_however_it_is_written() {
    let taken = ["UNMARKED 2", "unmarked-3", "unmarked-5"].map(normalise);
    let mut last = 0;
    let made: Vec<String> = (0..3).map(|_| made_up(&mut last, |key| taken.contains(key))).collect();
    assert_eq!((&made[..], last), (&["unmarked-1", "unmarked-4", "unmarked-6"].map(String::from)[..], 6));
}

#[test]
fn mixed_alphabets_are_noticed() {
    for (serial, mixed) in [("AB-1", false), ("АВ-1", false), ("АB-1", true), ("123", false), ("Жx", true)]
    {
        assert_eq!(mixed_alphabets(serial), mixed, "{serial}");
    }
}

proptest! {
    #[test]
    fn normalising_twice_changes_nothing(serial in any::<String>()) {
        let once = normalise(&serial);
        prop_assert_eq!(normalise(&once.0), once);
    }

    #[test]
    fn case_separators_and_look_alikes_do_not_count(
        letters in prop::collection::vec((0usize..PAIRS.len(), any::<bool>(), any::<bool>(), "[ ./-]{0,2}"), 1..12),
    ) {
        let (mut plain, mut odd) = (String::new(), String::new());
        for (pair, cyrillic, small, separator) in letters {
            let (one, other) = PAIRS[pair];
            plain.push_str(other);
            let letter = if cyrillic { one } else { other };
            odd.push_str(&if small { letter.to_lowercase() } else { letter.to_owned() });
            odd.push_str(&separator);
        }
        prop_assert_eq!(normalise(&plain), normalise(&odd));
    }

    #[test]
    fn a_command_survives_json(command in arbitrary::command()) {
        let text = serde_json::to_string(&command).unwrap();
        prop_assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
    }

    #[test]
    fn a_misspelt_field_is_refused_however_deep_it_lies(command in arbitrary::command()) {
        let written = serde_json::to_value(&command).unwrap();
        let mut all = Vec::new();
        misspelt(&written, &mut |changed| all.push(changed));
        for changed in all {
            let text = changed.to_string();
            prop_assert!(serde_json::from_value::<Command>(changed).is_err(), "{}", text);
        }
    }
}

/// The document once for each record in it, with a field more that no record has. A choice (`type` and `id`)
/// is no record: what it is was said already.
fn misspelt(document: &Value, found: &mut dyn FnMut(Value)) {
    match document {
        Value::Object(fields) => {
            if !fields.contains_key("type") {
                let mut more = fields.clone();
                more.insert("serail".to_owned(), Value::Null);
                found(Value::Object(more));
            }
            for (name, value) in fields {
                misspelt(value, &mut |changed| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), changed);
                    found(Value::Object(fields));
                });
            }
        }
        Value::Array(rows) => {
            for (at, row) in rows.iter().enumerate() {
                misspelt(row, &mut |changed| {
                    let mut rows = rows.clone();
                    rows[at] = changed;
                    found(Value::Array(rows));
                });
            }
        }
        _ => {}
    }
}

/// What nobody can see must not tell two names or serials apart, nor turn a line around.
#[test]
fn invisible_characters_are_not_kept() {
    let mut world = World::furnished();
    let hidden = "\u{feff}\u{202e}CD\u{200b}-\u{ad}1\u{2069}";
    world.execute(&receive(vec![incoming(asset(9), item(1), hidden)], place(2))).unwrap();
    assert_eq!(world.asset(asset(9)).unwrap().details.serial, "CD-1");
    let again = receive(vec![incoming(asset(8), item(1), "CD-1\u{200d}")], place(2));
    let alive = Refusal::SerialExists { serial: "CD-1".into(), existing: vec![asset(9)] };
    assert_eq!(world.execute(&again), Err(alive));
    let nothing = receive(vec![incoming(asset(8), item(1), "\u{200b}\u{feff}")], place(2));
    assert_eq!(world.execute(&nothing), Err(Refusal::Missing { field: "serial".into() }));
}

#[test]
fn commands_are_written_plainly() {
    let plain = r#"{"command":"receive-assets","place":"00000000-0000-0000-0000-000000000001","assets":[
        {"id":"00000000-0000-0000-0000-000000000002","condition":"A",
         "details":{"item":"00000000-0000-0000-0000-000000000003","serial":"AB-1"}}]}"#;
    let Command::ReceiveAssets(receipt) = serde_json::from_str(plain).unwrap() else {
        panic!("another command")
    };
    assert_eq!(receipt.assets[0].details.serial, "AB-1");
    let unknown = plain.replace("\"place\"", "\"colour\":1,\"place\"");
    assert!(serde_json::from_str::<Command>(&unknown).is_err(), "an unknown field is not passed over");
    let item = r#"{"command":"add-item","id":"00000000-0000-0000-0000-000000000002","details":{"name":"rifle",
        "nsn":"1005-00-073-9421","supplyClass":"II","category":"weapon","unitOfIssue":"EA","tracking":"serial"}}"#;
    assert!(serde_json::from_str::<Command>(item).is_ok());
}

#[test]
fn every_table_can_be_read_and_says_where_it_is_from() {
    let tables = Tables::builtin();
    for source in tables.sources() {
        assert!(!source.authority.is_empty() && !source.edition.is_empty(), "{}", source.table);
    }
    assert_eq!(tables.bureau("61").unwrap().nation, "UKR");
    assert!(!tables.bureau("61").unwrap().confirmed);
    assert_eq!(tables.class("1005"), Some("Guns, through 30 mm"));
    assert_eq!(tables.unit_of_issue("EA"), Some("each"));
    assert_eq!(tables.un_number("0012").next().unwrap().code, "1.4S");
    for class in [
        SupplyClass::I,
        SupplyClass::II,
        SupplyClass::III,
        SupplyClass::IIIA,
        SupplyClass::IV,
        SupplyClass::V,
    ] {
        let word = serde_json::to_value(class).unwrap();
        assert!(tables.supply_class(word.as_str().unwrap()).is_some(), "{class:?}");
    }
    for (code, legal) in
        [("1.4S", true), ("1.1D", true), ("1.4A", false), ("1.6N", true), ("", false), ("é", false)]
    {
        assert_eq!(tables.legal_hazard_code(code), legal, "{code}");
    }
}

#[test]
fn condition_codes_say_what_their_authority_says() {
    for code in ConditionCode::ALL {
        let letter = code.letter().to_string();
        let entry = Tables::builtin().condition(&letter).unwrap();
        assert_eq!(ConditionCode::from_letter(&letter.to_lowercase()), Some(code));
        assert!(!code.issuable() || entry.status == "serviceable", "{letter}");
    }
}

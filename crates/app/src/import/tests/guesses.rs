use domain::item::{Category, Tracking};

use super::*;
use crate::import::classify::classify;
use crate::import::mapping::guess;
use crate::import::{codes, source_key};

#[test]
fn headers_in_three_languages_are_understood() {
    for (header, field) in [
        ("item_name", "name"),
        ("Найменування", "name"),
        ("Désignation", "name"),
        ("NSN", "nsn"),
        ("Номенклатурний номер", "nsn"),
        ("Numéro de nomenclature", "nsn"),
        ("Serial No.", "serial"),
        ("СЕРІЙНИЙ НОМЕР", "serial"),
        ("Numéro de série", "serial"),
        ("N° de série", "serial"),
        ("Qty", "quantity"),
        ("Кількість, шт", "quantity"),
        ("Quantité", "quantity"),
        ("location", "place"),
        ("Місце зберігання", "place"),
        ("Emplacement", "place"),
        ("Condition Code", "condition"),
        ("Стан", "condition"),
        ("État", "condition"),
        ("Lot Number", "lot"),
        ("Партія", "lot"),
        ("N° de lot", "lot"),
        ("UI", "unit"),
        ("Одиниця виміру", "unit"),
        ("Unité", "unit"),
        ("Manufacturer", "maker"),
        ("Виробник", "maker"),
        ("Fabricant", "maker"),
    ] {
        let source = read(&format!("{header};x y z\na;b\n")).unwrap();
        let mapping = guess(ImportKind::Assets, &source.table);
        assert_eq!(mapping.columns, map(&[(field, header)]), "{header}");
    }
}

#[test]
fn a_price_is_guessed_only_with_its_currency() {
    for (header, currency) in [
        ("acquisition_cost", Some("USD")),
        ("Ціна, грн", Some("UAH")),
        ("Prix unitaire (€)", Some("EUR")),
        ("price", None),
    ] {
        let source = read(&format!("name;{header}\na;1\n")).unwrap();
        let mapping = guess(ImportKind::Items, &source.table);
        assert_eq!(mapping.fixed.get("currency").map(String::as_str), currency, "{header}");
        assert_eq!(mapping.columns.contains_key("price"), currency.is_some(), "{header}");
    }
}

#[test]
fn the_order_of_dates_is_guessed_from_the_dates() {
    for (dates, order) in [
        ("5/19/2026|1/2/2026", Some("mdy")),
        ("1/2/2026|19/5/2026", Some("dmy")),
        ("2026-05-19|", Some("ymd")),
        ("|", None),
    ] {
        let (one, two) = dates.split_once('|').unwrap();
        let source = read(&format!("name,expiry\na,{one}\nb,{two}\n")).unwrap();
        assert_eq!(guess(ImportKind::Stock, &source.table).dates.as_deref(), order, "{dates}");
    }
}

#[test]
fn a_mapping_is_remembered_for_the_same_columns_however_they_are_written() {
    let key = |columns: &[&str]| {
        source_key(ImportKind::Assets, &columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(key(&["Item Name", "Qty"]), key(&["item_name", "QTY"]));
    assert_ne!(key(&["name", "qty"]), key(&["name", "quantity"]));
    assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
}

#[test]
fn new_items_are_guessed_by_class_and_name() {
    use Category::*;
    for (class, name, category, tracking) in [
        (Some("1005"), "RIFLE,5.56 MILLIMETER", Weapon, Tracking::Serial),
        (Some("1005"), "MAGAZINE,CARTRIDGE", Part, Tracking::Bulk),
        (Some("1010"), "LAUNCHER,GRENADE", Weapon, Tracking::Serial),
        (Some("1080"), "CAMOUFLAGE NET SYSTEM", Other, Tracking::Bulk),
        (Some("1305"), "CARTRIDGE,5.56 MILLIMETER", Ammunition, Tracking::Lot),
        (Some("1340"), "LAUNCHER,ROCKET", Weapon, Tracking::Serial),
        (Some("1385"), "ROBOT,EXPLOSIVE ORDNANCE DISPOSAL", Other, Tracking::Serial),
        (Some("2320"), "TRUCK,UTILITY", Vehicle, Tracking::Serial),
        (Some("2510"), "DOOR,VEHICULAR", Part, Tracking::Bulk),
        (Some("5820"), "RADIO SET", Communications, Tracking::Serial),
        (Some("5855"), "VIEWER,NIGHT VISION", Optic, Tracking::Serial),
        (Some("8465"), "ASSAULT PACK", Other, Tracking::Bulk),
        (None, "Автомат АК-74", Weapon, Tracking::Serial),
        (None, "Патрони 5,45×39", Ammunition, Tracking::Lot),
        (None, "Fusil d'assaut", Weapon, Tracking::Serial),
        (None, "Chargeur 30 coups", Part, Tracking::Bulk),
        (None, "Ручний протитанковий гранатомет", Weapon, Tracking::Serial),
        (None, "Rocket launcher", Weapon, Tracking::Serial),
        (None, "Blanket", Other, Tracking::Bulk),
    ] {
        let guess = classify(class, name);
        assert_eq!((guess.category, guess.tracking), (category, tracking), "{name}");
    }
}

#[test]
fn codes_are_read_as_people_write_them() {
    for (text, unit) in [
        ("Each", Some("EA")),
        ("ea", Some("EA")),
        ("Assembly", Some("AY")),
        ("Kit", Some("KT")),
        ("SH", Some("SH")),
        ("шт.", Some("EA")),
        ("кг", Some("KG")),
        ("boîte", Some("BX")),
        ("wagonload", None),
    ] {
        assert_eq!(codes::unit_of_issue(text).as_deref(), unit, "{text}");
    }
    for (text, is_nsn) in [
        ("1005-00-073-9421", true),
        ("6910-01-C06-6627", true),
        ("8465-00-ACU-VEST", false),
        ("6650-00-RBI-NOCU", false),
        ("3590-DS-MIS-CSVS", false),
        ("1005", false),
    ] {
        assert_eq!(codes::nsn(text).is_some(), is_nsn, "{text}");
    }
    for (text, nation) in [("usa", Some("USA")), ("UK", Some("GBR")), ("UA", Some("UKR")), ("Utopia", None)] {
        assert_eq!(codes::nation(text).as_deref(), nation, "{text}");
    }
}

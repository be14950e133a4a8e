//! Codes and words for units of issue, tracking, categories and nations, as files write them.

use domain::item::{Category, SupplyClass, Tracking};
use domain::nsn::Nsn;
use domain::tables::Tables;

use super::headers::plain;

/// Words for units of issue beside those of the table.
const UNITS: &[(&str, &str)] = &[
    ("pc", "EA"),
    ("pcs", "EA"),
    ("piece", "EA"),
    ("pieces", "EA"),
    ("шт", "EA"),
    ("штука", "EA"),
    ("одиниця", "EA"),
    ("од", "EA"),
    ("unite", "EA"),
    ("u", "EA"),
    ("piece unitaire", "EA"),
    ("комплект", "KT"),
    ("компл", "KT"),
    ("к т", "KT"),
    ("набір", "SE"),
    ("jeu", "SE"),
    ("lot", "LT"),
    ("пара", "PR"),
    ("paire", "PR"),
    ("ящик", "BX"),
    ("коробка", "BX"),
    ("boite", "BX"),
    ("caisse", "CS"),
    ("кг", "KG"),
    ("кілограм", "KG"),
    ("kilogramme", "KG"),
    ("kg", "KG"),
    ("л", "LI"),
    ("літр", "LI"),
    ("litre", "LI"),
    ("l", "LI"),
    ("м", "MR"),
    ("метр", "MR"),
    ("metre", "MR"),
    ("m", "MR"),
    ("упаковка", "PG"),
    ("упак", "PG"),
    ("paquet", "PG"),
    ("package", "PG"),
    ("рулон", "RO"),
    ("rouleau", "RO"),
    ("ensemble", "AY"),
    ("assembly", "AY"),
    ("ration", "RA"),
    ("thousand", "MX"),
    ("тис", "MX"),
];

/// Nations whose two letters are turned into three: those that give, and those that receive.
const NATIONS: &[(&str, &str)] = &[
    ("AL", "ALB"),
    ("AU", "AUS"),
    ("AT", "AUT"),
    ("BE", "BEL"),
    ("BG", "BGR"),
    ("CA", "CAN"),
    ("CH", "CHE"),
    ("CZ", "CZE"),
    ("DE", "DEU"),
    ("DK", "DNK"),
    ("EE", "EST"),
    ("ES", "ESP"),
    ("FI", "FIN"),
    ("FR", "FRA"),
    ("GB", "GBR"),
    ("UK", "GBR"),
    ("GR", "GRC"),
    ("HR", "HRV"),
    ("HU", "HUN"),
    ("IE", "IRL"),
    ("IS", "ISL"),
    ("IT", "ITA"),
    ("JP", "JPN"),
    ("KR", "KOR"),
    ("LT", "LTU"),
    ("LU", "LUX"),
    ("LV", "LVA"),
    ("ME", "MNE"),
    ("MK", "MKD"),
    ("NL", "NLD"),
    ("NO", "NOR"),
    ("NZ", "NZL"),
    ("PL", "POL"),
    ("PT", "PRT"),
    ("RO", "ROU"),
    ("SE", "SWE"),
    ("SI", "SVN"),
    ("SK", "SVK"),
    ("TR", "TUR"),
    ("UA", "UKR"),
    ("US", "USA"),
];

/// The two letters of a unit of issue, from its code or a word for it.
pub fn unit_of_issue(text: &str) -> Option<String> {
    let tables = Tables::builtin();
    let code = text.trim().to_uppercase();
    if tables.unit_of_issue(&code).is_some() {
        return Some(code);
    }
    let word = plain(text);
    let own = UNITS.iter().find(|(own, _)| *own == word).map(|(_, code)| *code);
    let listed = || tables.units_of_issue().find(|(_, name)| plain(name) == word).map(|(code, _)| code);
    let found = own.filter(|code| tables.unit_of_issue(code).is_some()).or_else(listed)?;
    Some(found.to_owned())
}

/// A stock number that can be one: of its seven last characters at least four are digits, as far
/// as numbers have ever been given out. Words dressed as numbers ("8465-00-ACU-VEST") are none.
pub fn nsn(text: &str) -> Option<Nsn> {
    let nsn = Nsn::parse(text).ok()?;
    let digits = nsn.niin().bytes().skip(2).filter(u8::is_ascii_digit).count();
    (digits >= 4).then_some(nsn)
}

/// The four digits of a supply class at the start of a stock number, real or not.
pub fn class_of(text: &str) -> Option<&str> {
    let class = text.get(..4)?;
    let ends = text[4..].chars().next().is_none_or(|c| !c.is_alphabetic());
    (class.bytes().all(|byte| byte.is_ascii_digit()) && ends).then_some(class)
}

/// Three capital letters for a nation.
pub fn nation(text: &str) -> Option<String> {
    let code = text.trim().to_uppercase();
    match code.len() {
        3 if code.bytes().all(|byte| byte.is_ascii_uppercase()) => Some(code),
        _ => NATIONS.iter().find(|(two, _)| *two == code).map(|(_, three)| (*three).to_owned()),
    }
}

/// How single things are told apart, in the words of the three languages.
pub fn tracking(text: &str) -> Option<Tracking> {
    match plain(text).as_str() {
        "serial"
        | "serial number"
        | "серійний"
        | "за номером"
        | "номерний"
        | "серійний номер"
        | "serie"
        | "numero de serie" => Some(Tracking::Serial),
        "lot" | "batch" | "партія" | "за партією" | "партійний" => {
            Some(Tracking::Lot)
        }
        "bulk" | "quantity" | "none" | "кількість" | "кількісний" | "за кількістю" | "vrac" | "quantite" => {
            Some(Tracking::Bulk)
        }
        _ => None,
    }
}

/// What the hub does with the thing.
pub fn category(text: &str) -> Option<Category> {
    Some(match plain(text).as_str() {
        "weapon" | "weapons" | "зброя" | "озброєння" | "arme" | "armes" => Category::Weapon,
        "ammunition" | "боєприпаси" | "munition" | "munitions" => Category::Ammunition,
        "vehicle" | "vehicles" | "транспорт" | "техніка" | "vehicule" | "vehicules" => {
            Category::Vehicle
        }
        "optic" | "optics" | "оптика" | "optique" => Category::Optic,
        "communications" | "radio" | "зв язок" | "засоби зв язку" | "transmissions" => {
            Category::Communications
        }
        "part" | "parts" | "spare parts" | "запчастини" | "запасні частини" | "piece" | "pieces" => {
            Category::Part
        }
        "other" | "інше" | "autre" => Category::Other,
        _ => return None,
    })
}

/// NATO class of supply.
pub fn supply_class(text: &str) -> Option<SupplyClass> {
    Some(match text.trim().to_uppercase().as_str() {
        "I" | "1" => SupplyClass::I,
        "II" | "2" => SupplyClass::II,
        "III" | "3" => SupplyClass::III,
        "IIIA" | "3A" => SupplyClass::IIIA,
        "IV" | "4" => SupplyClass::IV,
        "V" | "5" => SupplyClass::V,
        _ => return None,
    })
}

/// "yes" in the three languages.
pub fn yes(text: &str) -> bool {
    matches!(plain(text).as_str(), "yes" | "y" | "true" | "1" | "x" | "так" | "т" | "oui" | "o")
}

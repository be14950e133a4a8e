//! A first guess at what a new item is, from its NATO supply class and its name. A person's own word
//! in the file always goes before it.

use domain::item::{Category, SupplyClass, Tracking};

/// What an item probably is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    pub category: Category,
    pub tracking: Tracking,
    pub supply_class: SupplyClass,
}

const fn guess(category: Category, tracking: Tracking, supply_class: SupplyClass) -> Guess {
    Guess { category, tracking, supply_class }
}

const WEAPON: Guess = guess(Category::Weapon, Tracking::Serial, SupplyClass::II);
const AMMUNITION: Guess = guess(Category::Ammunition, Tracking::Lot, SupplyClass::V);
const MISSILE: Guess = guess(Category::Ammunition, Tracking::Serial, SupplyClass::V);
const VEHICLE: Guess = guess(Category::Vehicle, Tracking::Serial, SupplyClass::II);
const OPTIC: Guess = guess(Category::Optic, Tracking::Serial, SupplyClass::II);
const RADIO: Guess = guess(Category::Communications, Tracking::Serial, SupplyClass::II);
const MACHINE: Guess = guess(Category::Other, Tracking::Serial, SupplyClass::II);
const PART: Guess = guess(Category::Part, Tracking::Bulk, SupplyClass::II);
const OTHER: Guess = guess(Category::Other, Tracking::Bulk, SupplyClass::II);
const FOOD: Guess = guess(Category::Other, Tracking::Bulk, SupplyClass::I);
const FUEL: Guess = guess(Category::Other, Tracking::Bulk, SupplyClass::III);
const BUILDING: Guess = guess(Category::Other, Tracking::Bulk, SupplyClass::IV);

/// Beginnings of the four-digit class; the longest that fits counts.
const CLASSES: &[(&str, Guess)] = &[
    ("10", WEAPON),
    ("1070", PART),
    ("1080", OTHER),
    ("12", PART),
    ("1240", OPTIC),
    ("13", AMMUNITION),
    ("1385", MACHINE),
    ("1386", MACHINE),
    ("14", MISSILE),
    ("1430", MACHINE),
    ("1440", WEAPON),
    ("1450", MACHINE),
    ("15", MACHINE),
    ("1560", PART),
    ("16", PART),
    ("23", VEHICLE),
    ("24", VEHICLE),
    ("25", PART),
    ("26", PART),
    ("28", PART),
    ("29", PART),
    ("30", PART),
    ("31", PART),
    ("54", BUILDING),
    ("55", BUILDING),
    ("56", BUILDING),
    ("58", RADIO),
    ("5855", OPTIC),
    ("59", PART),
    ("5985", PART),
    ("61", OTHER),
    ("6115", MACHINE),
    ("6650", guess(Category::Optic, Tracking::Bulk, SupplyClass::II)),
    ("89", FOOD),
    ("91", FUEL),
];

/// Words that make a thing of an arms, vehicle or radio class a part of one.
const PART_WORDS: &[&str] = &[
    "magazine",
    "magazin",
    "barrel",
    "sling",
    "spring",
    "pin",
    "bolt",
    "kit",
    "case",
    "cover",
    "stock",
    "grip",
    "mount",
    "bipod",
    "tripod",
    "rail",
    "cable",
    "battery",
    "antenna",
    "holster",
    "brush",
    "rod",
    "adapter",
    "магазин",
    "ствол",
    "ремінь",
    "пружина",
    "чохол",
    "сошки",
    "приклад",
    "акумулятор",
    "антена",
    "шомпол",
    "chargeur",
    "canon",
    "bretelle",
    "ressort",
    "housse",
    "bipied",
    "crosse",
    "batterie",
    "antenne",
];

/// Beginnings of words in names without a class, the surer first.
const NAMES: &[(Guess, &[&str])] = &[
    (WEAPON, &["launcher", "lance grenade", "lance roquette", "гранатомет", "пускова установка"]),
    (
        AMMUNITION,
        &[
            "cartridge",
            "ammunition",
            "round",
            "grenade,hand",
            "mine,",
            "rocket",
            "projectile",
            "fuze",
            "патрон",
            "набо",
            "боєприпас",
            "снаряд",
            "граната",
            "міна",
            "підривник",
            "cartouche",
            "munition",
            "obus",
            "roquette",
            "fusee",
        ],
    ),
    (
        WEAPON,
        &[
            "rifle",
            "carbine",
            "pistol",
            "revolver",
            "shotgun",
            "machine gun",
            "submachine",
            "mortar",
            "howitzer",
            "гвинтівк",
            "автомат",
            "карабін",
            "пістолет",
            "револьвер",
            "рушниц",
            "кулемет",
            "міномет",
            "гаубиц",
            "fusil",
            "carabine",
            "pistolet",
            "mitrailleuse",
            "mortier",
            "obusier",
        ],
    ),
    (
        VEHICLE,
        &[
            "truck",
            "vehicle",
            "trailer",
            "car,",
            "ambulance",
            "вантажівк",
            "автомобіл",
            "бронетранспортер",
            "причіп",
            "camion",
            "vehicule",
            "remorque",
        ],
    ),
    (
        OPTIC,
        &[
            "sight",
            "binocular",
            "night vision",
            "thermal",
            "scope",
            "приціл",
            "бінокл",
            "тепловізор",
            "viseur",
            "jumelle",
            "lunette",
        ],
    ),
    (RADIO, &["radio", "receiver transmitter", "радіостанц", "рація", "poste radio"]),
    (MACHINE, &["generator", "drone", "генератор", "дрон", "бпла", "groupe electrogene"]),
];

/// Guesses what a new item is.
pub fn classify(class: Option<&str>, name: &str) -> Guess {
    let plain = super::headers::plain(name);
    let found = class.and_then(by_class).unwrap_or_else(|| by_name(&plain));
    let first = plain.split(' ').next().unwrap_or_default();
    let launcher =
        plain.starts_with("launcher") || plain.starts_with("lance") || plain.starts_with("пускова");
    match found {
        _ if found == AMMUNITION && launcher => WEAPON,
        _ if found.tracking == Tracking::Serial && PART_WORDS.contains(&first) => PART,
        _ => found,
    }
}

fn by_class(class: &str) -> Option<Guess> {
    let fitting = CLASSES.iter().filter(|(start, _)| class.starts_with(start));
    match fitting.max_by_key(|(start, _)| start.len()) {
        Some((_, guess)) => Some(*guess),
        None => (class.len() == 4).then_some(OTHER),
    }
}

fn by_name(plain: &str) -> Guess {
    let first = plain.split(' ').next().unwrap_or_default();
    if PART_WORDS.contains(&first) {
        return PART;
    }
    // The thing itself stands first in catalogue names, but not in spoken ones.
    let begins = |word: &str| plain.match_indices(word).any(|(at, _)| at == 0 || plain[..at].ends_with(' '));
    let means = |words: &&[&str]| words.iter().any(|word| begins(word.trim_end_matches(',')));
    NAMES.iter().find(|(_, words)| means(words)).map_or(OTHER, |(guess, _)| *guess)
}

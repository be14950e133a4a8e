//! What makes a thing complete, what it fires, and what it costs.

use domain::Quantity;
use domain::item::{Category, KitPart, Tracking};

type Parts = &'static [(&'static str, u64)];

/// By the first words of the catalogue's name; the first that fits counts.
const KITS: [(&str, Parts); 15] = [
    ("Rifle, recoilless", &[("Sight mount", 1), ("Cleaning kit", 1)]),
    ("Rifle, sniper", &[("Magazine", 3), ("Bipod", 1), ("Case", 1), ("Cleaning kit", 1)]),
    ("Rifle", &[("Magazine", 4), ("Sling", 1), ("Cleaning kit", 1)]),
    ("Carbine", &[("Magazine", 7), ("Sling", 1), ("Cleaning kit", 1)]),
    ("Pistol", &[("Magazine", 2), ("Holster", 1)]),
    ("Machine gun", &[("Spare barrel", 1), ("Sling", 1), ("Cleaning kit", 1)]),
    ("Heavy machine gun", &[("Spare barrel", 1), ("Tripod", 1)]),
    ("Mortar", &[("Baseplate", 1), ("Bipod", 1), ("Sight", 1)]),
    ("Launcher", &[("Sling", 1), ("Sight", 1)]),
    ("Night vision device", &[("Head mount", 1), ("Lens cover", 1), ("Carrying case", 1)]),
    ("Sight", &[("Lens cover", 2), ("Carrying case", 1)]),
    ("Thermal sight", &[("Battery", 2), ("Carrying case", 1)]),
    ("Radio", &[("Antenna", 1), ("Battery", 2), ("Headset", 1)]),
    ("Truck", &[("Jack", 1), ("Wheel spanner", 1), ("Fire extinguisher", 1), ("Spare wheel", 1)]),
    ("Unmanned aircraft", &[("Battery", 4), ("Ground station", 1), ("Carrying case", 1)]),
];

/// What belongs to one of these.
pub(super) fn kit(name: &str, category: Category) -> Vec<KitPart> {
    if !matches!(
        category,
        Category::Weapon | Category::Optic | Category::Communications | Category::Vehicle | Category::Other
    ) {
        return Vec::new();
    }
    let parts = KITS.iter().find(|(start, _)| name.starts_with(start)).map_or(&[][..], |(_, parts)| parts);
    parts
        .iter()
        .map(|(part, count)| KitPart { name: (*part).to_owned(), quantity: Quantity(*count) })
        .collect()
}

/// The calibre as the catalogue's name of a weapon or of ammunition gives it.
pub(super) fn calibre(name: &str, category: Category) -> Option<String> {
    if !matches!(category, Category::Weapon | Category::Ammunition) {
        return None;
    }
    let words: Vec<&str> = name.split([' ', ',', '(']).filter(|word| !word.is_empty()).collect();
    words.windows(2).find_map(|pair| match pair {
        [number, "mm"] if starts_with_digit(number) => Some(format!("{number} mm")),
        ["cal", number] => Some(number.to_string()),
        [".338", _] => Some(".338".to_owned()),
        ["12", "gauge"] => Some("12 gauge".to_owned()),
        [number, _] if starts_with_digit(number) && number.contains(['x', 'R']) => {
            Some(format!("{number} mm"))
        }
        _ => None,
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// From what to what one costs, in cents.
pub(super) fn price_from_to(category: Category, class: u16, tracking: Tracking) -> (usize, usize) {
    match category {
        Category::Vehicle if class == 2350 => (120_000_000, 600_000_000),
        Category::Vehicle => (3_000_000, 45_000_000),
        Category::Weapon if class >= 1015 => (250_000, 90_000_000),
        Category::Weapon => (45_000, 900_000),
        Category::Ammunition if tracking == Tracking::Serial => (200_000, 17_000_000),
        Category::Ammunition => (30, 250_000),
        Category::Optic | Category::Communications if tracking == Tracking::Serial => (40_000, 1_800_000),
        _ if tracking == Tracking::Serial => (15_000, 900_000),
        _ => (40, 60_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weapons_name_tells_its_calibre() {
        for (name, calibre_of) in [
            ("Rifle, 5.56 mm (M16A1)", Some("5.56 mm")),
            ("Rifle, 5.45x39 mm, AK-74 family", Some("5.45x39 mm")),
            ("Machine gun, 7.62x54R, PKM", Some("7.62x54R mm")),
            ("Pistol, cal .45, automatic (M1911A1)", Some(".45")),
            ("Rifle, sniper, .338, L115A3", Some(".338")),
            ("Shotgun, 12 gauge, riot type", Some("12 gauge")),
            ("Gripstock, Stinger", None),
        ] {
            assert_eq!(calibre(name, Category::Weapon).as_deref(), calibre_of, "{name}");
        }
    }
}

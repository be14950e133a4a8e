//! The items: the public catalogue, and families of spare parts, tools, clothing and other stores beside
//! it under local codes.

use std::collections::HashMap;
use std::rc::Rc;

use domain::Command;
use domain::facts::Date;
use domain::hazard::Hazard;
use domain::item::{Category, ItemDetails, SupplyClass, Tracking, UnitPrice};
use domain::nsn::Nsn;

use super::kits::{calibre, kit, price_from_to};
use super::world::{Item, World};
use crate::api::problem::Problem;

const CATALOGUE: &str = include_str!("catalogue.tsv");
const FAMILIES: &str = include_str!("families.txt");
/// Items described in one act.
const A_PAGE: usize = 100;

/// Describes as many items as the profile asks for.
pub(super) fn describe(world: &mut World) -> Result<(), Problem> {
    let mut rows = catalogue()?;
    let wanted = world.profile.items.saturating_sub(rows.len());
    rows.truncate(world.profile.items);
    rows.extend(of_families(wanted));
    let priced = world.days_from_today(-400);
    let mut codes = HashMap::new();
    let mut commands = Vec::with_capacity(rows.len());
    for row in rows {
        let item = item(world, row, priced, &mut codes);
        commands.push(Command::AddItem { id: item.id, details: item.details.clone() });
        world.items.push(item);
    }
    world.acts(commands, A_PAGE);
    Ok(())
}

/// An item as the tables give it.
struct Row {
    names: [String; 3],
    nsn: Option<Nsn>,
    class: u16,
    supply: SupplyClass,
    category: Category,
    unit: String,
    tracking: Tracking,
    hazard: Hazard,
    note: Option<String>,
}

fn item(world: &mut World, row: Row, priced: Date, codes: &mut HashMap<u16, u32>) -> Item {
    let local_code = row.nsn.is_none().then(|| {
        let number = codes.entry(row.class).or_default();
        *number += 1;
        format!("LC-{:04}-{:04}", row.class, number)
    });
    let [name, name_uk, name_fr] = row.names;
    let (from, to) = price_from_to(row.category, row.class, row.tracking);
    let price = UnitPrice {
        minor: world.random.within(from, to) as u64,
        currency: "EUR".to_owned(),
        on: Some(priced),
    };
    let details = ItemDetails {
        kit: kit(&name, row.category),
        calibre: calibre(&name, row.category),
        name_uk: Some(name_uk),
        name_fr: Some(name_fr),
        nsn: row.nsn,
        local_code,
        part_numbers: Vec::new(),
        supply_class: row.supply,
        category: row.category,
        unit_of_issue: row.unit,
        tracking: row.tracking,
        hazard: row.hazard,
        price: Some(price),
        note: row.note,
        name: name.clone(),
    };
    Item { id: world.random.item(), details, class: row.class, known_as: name }
}

/// The public catalogue: one header line, then tab-separated fields.
fn catalogue() -> Result<Vec<Row>, Problem> {
    CATALOGUE.lines().skip(1).map(|line| catalogued(line).ok_or_else(|| broken(line))).collect()
}

fn catalogued(line: &str) -> Option<Row> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [nsn, name, name_uk, name_fr, supply, class, unit, tracking, un, code, neq, note] = fields[..] else {
        return None;
    };
    let class = class.parse().ok()?;
    let tracking = tracking_named(tracking)?;
    let supply = supply_class(supply)?;
    let hazard = Hazard {
        un_number: filled(un),
        // Classes other than 1 are told by their UN number.
        code: filled(code).filter(|code| code.starts_with("1.")),
        net_explosive_mg: milligrams(neq),
        inert: name.contains("inert"),
    };
    Some(Row {
        names: [name, name_uk, name_fr].map(str::to_owned),
        nsn: if nsn.is_empty() { None } else { Some(Nsn::parse(nsn).ok()?) },
        class,
        supply,
        category: category(class, supply, tracking, name),
        unit: unit.to_owned(),
        tracking,
        hazard,
        note: filled(note),
    })
}

fn category(class: u16, supply: SupplyClass, tracking: Tracking, name: &str) -> Category {
    let single = tracking == Tracking::Serial;
    match class {
        _ if supply == SupplyClass::V => Category::Ammunition,
        1000..=1099 | 1440 if single && !name.starts_with("Barrel") => Category::Weapon,
        2310..=2360 | 3805..=3930 if single => Category::Vehicle,
        1240..=1290 | 5855 => Category::Optic,
        5800..=5899 | 5995 | 7021 => Category::Communications,
        1000..=1039 | 2500..=2999 => Category::Part,
        _ => Category::Other,
    }
}

/// A decimal number of kilograms as whole milligrams.
fn milligrams(kilograms: &str) -> Option<u64> {
    let (whole, fraction) = kilograms.split_once('.').unwrap_or((kilograms, ""));
    let whole: u64 = whole.parse().ok()?;
    Some(whole * 1_000_000 + format!("{fraction:0<6}").parse::<u64>().ok()?)
}

/// So many things of the families, taken evenly from all of them. Where a hub keeps more than the lists
/// give, further patterns of the same things follow.
fn of_families(wanted: usize) -> Vec<Row> {
    let all = families();
    let mut rows = Vec::with_capacity(wanted);
    for pattern in 0..wanted.div_ceil(all.len().max(1)) {
        let some = (wanted - rows.len()).min(all.len());
        for index in 0..some {
            let (family, names, variant) = &all[index * all.len() / some];
            rows.push(family.row(names, variant, pattern));
        }
    }
    rows
}

struct Family<'a> {
    class: u16,
    supply: SupplyClass,
    category: Category,
    unit: &'a str,
    tracking: Tracking,
    variants: &'a str,
}

impl Family<'_> {
    fn row(&self, names: &[&str; 3], variant: &str, pattern: usize) -> Row {
        let pattern = match pattern {
            0 => String::new(),
            more => format!(" ({})", char::from(b'A' + more as u8)),
        };
        Row {
            names: names.map(|name| format!("{name}, {variant}{pattern}")),
            nsn: None,
            class: self.class,
            supply: self.supply,
            category: self.category,
            unit: self.unit.to_owned(),
            tracking: self.tracking,
            hazard: Hazard::default(),
            note: None,
        }
    }
}

/// Every thing of every family in every variant, in the order of the list.
fn families() -> Vec<(Rc<Family<'static>>, [&'static str; 3], &'static str)> {
    let mut lists: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut named = None;
    let mut family = None;
    let mut all = Vec::new();
    for line in FAMILIES.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("= ") {
            named = Some(name);
        } else if let Some(head) = line.strip_prefix("> ") {
            family = Some(Rc::new(headed(head).expect("a test reads every family")));
        } else if let Some(name) = named.take() {
            lists.insert(name, line.split(';').collect());
        } else if let (Some(family), Some(names)) = (&family, three(line)) {
            all.extend(lists[family.variants].iter().map(|variant| (Rc::clone(family), names, *variant)));
        }
    }
    all
}

fn headed(head: &str) -> Option<Family<'_>> {
    let [class, supply, category, unit, tracking, variants] = head.split('|').collect::<Vec<_>>()[..] else {
        return None;
    };
    Some(Family {
        class: class.parse().ok()?,
        supply: supply_class(supply)?,
        category: match category {
            "part" => Category::Part,
            "optic" => Category::Optic,
            "communications" => Category::Communications,
            "other" => Category::Other,
            _ => return None,
        },
        unit,
        tracking: tracking_named(tracking)?,
        variants,
    })
}

fn three(line: &str) -> Option<[&str; 3]> {
    line.split('|').collect::<Vec<_>>().try_into().ok()
}

fn supply_class(text: &str) -> Option<SupplyClass> {
    Some(match text {
        "I" => SupplyClass::I,
        "II" => SupplyClass::II,
        "III" => SupplyClass::III,
        "IV" => SupplyClass::IV,
        "V" => SupplyClass::V,
        _ => return None,
    })
}

fn tracking_named(text: &str) -> Option<Tracking> {
    Some(match text {
        "serial" => Tracking::Serial,
        "lot" => Tracking::Lot,
        "bulk" => Tracking::Bulk,
        _ => return None,
    })
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn broken(line: &str) -> Problem {
    Problem::Internal { detail: format!("the built-in catalogue does not read: {line}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_reads() {
        assert_eq!(catalogue().unwrap().len(), 233);
        let words =
            FAMILIES.lines().filter(|line| !line.starts_with('#') && line.split('|').count() == 3).count();
        let mut named: Vec<_> = families().iter().map(|(_, names, _)| names[0]).collect();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), words, "an English name stands twice");
    }

    #[test]
    fn a_hub_of_any_size_finds_enough_kinds_each_with_a_name_of_its_own() {
        for wanted in [0, 1, 67, 3_767, 11_767] {
            let rows = of_families(wanted);
            let names: std::collections::HashSet<_> = rows.iter().map(|row| &row.names[0]).collect();
            assert_eq!((rows.len(), names.len()), (wanted, wanted));
        }
    }

    #[test]
    fn explosive_content_is_read_to_the_milligram() {
        for (text, mg) in
            [("0.0017", Some(1_700)), ("10.8", Some(10_800_000)), ("6", Some(6_000_000)), ("", None)]
        {
            assert_eq!(milligrams(text), mg, "{text}");
        }
    }
}

//! Staff, supported units and those who sign for them. By role and number: nobody in here exists.

use domain::item::Category;
use domain::people::{Establishment, PersonDetails, PersonalDetails, UnitDetails};
use domain::{Command, PersonId, Quantity};

use super::world::{Recipient, Unit, World};

/// Duties in Ukrainian, English and French, and how many of the staff have each. The first storekeeper
/// is the person who opens the sandbox.
const DUTIES: [([&str; 3], usize); 9] = [
    (["Комірник", "Storekeeper", "Magasinier"], 10),
    (["Зброяр", "Armourer", "Armurier"], 4),
    (["Технік боєприпасів", "Ammunition technician", "Technicien munitions"], 3),
    (["Водій", "Driver", "Conducteur"], 4),
    (["Механік", "Mechanic", "Mécanicien"], 3),
    (["Технік зв'язку", "Radio technician", "Technicien radio"], 2),
    (["Оператор ПММ", "Fuel operator", "Opérateur carburant"], 2),
    (["Квартирмейстер", "Quartermaster", "Officier d'approvisionnement"], 1),
    (["Інспектор", "Inspector", "Inspecteur"], 1),
];

/// Code words, never designations.
const UNITS: [(&str, &str, Option<usize>); 25] = [
    ("UNIT-KESTREL", "UKR", None),
    ("UNIT-HERON", "UKR", Some(0)),
    ("UNIT-MARTIN", "UKR", Some(0)),
    ("UNIT-LAPWING", "UKR", Some(0)),
    ("UNIT-BUZZARD", "UKR", None),
    ("UNIT-PLOVER", "UKR", Some(4)),
    ("UNIT-CURLEW", "UKR", Some(4)),
    ("UNIT-DUNLIN", "UKR", Some(4)),
    ("UNIT-OSPREY", "UKR", None),
    ("UNIT-SISKIN", "UKR", Some(8)),
    ("UNIT-LINNET", "UKR", Some(8)),
    ("UNIT-PETREL", "UKR", None),
    ("UNIT-GANNET", "UKR", Some(11)),
    ("UNIT-BRAMBLING", "UKR", Some(11)),
    ("UNIT-GOSHAWK", "UKR", None),
    ("UNIT-TEAL", "UKR", Some(14)),
    ("UNIT-BADGER", "GBR", None),
    ("UNIT-STOAT", "GBR", Some(16)),
    ("UNIT-LYNX", "FRA", None),
    ("UNIT-MARMOT", "FRA", Some(18)),
    ("UNIT-BISON", "POL", None),
    ("UNIT-BEAVER", "POL", Some(20)),
    ("UNIT-IBEX", "DEU", None),
    ("UNIT-OTTER", "NLD", None),
    ("UNIT-ELK", "LTU", None),
];

const UKRAINIAN: usize = 0;
const ENGLISH: usize = 1;
const FRENCH: usize = 2;

/// Adds units, then the people in them, then the staff.
pub(super) fn muster(world: &mut World) {
    let mut commands = Vec::new();
    for (code_name, nation, parent) in UNITS {
        let id = world.random.unit();
        let parent = parent.map(|parent| world.units[parent].id);
        commands.push(Command::AddUnit { id, details: described(code_name, nation, parent) });
        world.units.push(Unit { id, nation });
    }
    for (names, count) in DUTIES {
        for nth in 0..count {
            let language = *world.random.pick(&[UKRAINIAN, UKRAINIAN, UKRAINIAN, ENGLISH, FRENCH]);
            let first = if names[ENGLISH] == "Storekeeper" { 2 } else { 1 };
            let id = world.random.person();
            commands.push(staff(id, names[language], nth + first));
            world.staff.push(id);
        }
    }
    for nth in 0..world.profile.recipients() {
        let unit = nth % UNITS.len();
        let id = world.random.person();
        commands.push(recipient(id, nth + 1, &world.units[unit]));
        world.recipients.push(Recipient { id, unit });
    }
    world.acts(commands, 50);
}

fn described(code_name: &str, nation: &str, parent: Option<domain::UnitId>) -> UnitDetails {
    UnitDetails {
        code_name: code_name.to_owned(),
        nation: nation.to_owned(),
        parent,
        authorised_recipients: Vec::new(),
        establishment: Vec::new(),
        note: None,
        disbanded: false,
    }
}

fn staff(id: PersonId, duty: &str, number: usize) -> Command {
    Command::AddPerson {
        id,
        details: PersonDetails { unit: None, duty: Some(duty.to_owned()), left: false },
        personal: PersonalDetails { name: format!("{duty} {number}"), ..PersonalDetails::default() },
    }
}

fn recipient(id: PersonId, number: usize, unit: &Unit) -> Command {
    let called = match unit.nation {
        "UKR" => "Військовослужбовець",
        "FRA" => "Soldat",
        "POL" => "Żołnierz",
        _ => "Soldier",
    };
    let personal = PersonalDetails {
        name: format!("{called} {number}"),
        rank: None,
        number: Some(format!("TRG-{number:05}")),
        contact: None,
    };
    Command::AddPerson {
        id,
        details: PersonDetails { unit: Some(unit.id), duty: None, left: false },
        personal,
    }
}

/// Says who may sign for each unit, and what it should have.
pub(super) fn authorise(world: &mut World) {
    let arms: Vec<_> = world.items.iter().filter(|item| item.details.category == Category::Weapon).collect();
    let arms: Vec<_> = arms.iter().map(|item| item.id).collect();
    let mut commands = Vec::new();
    for (index, (code_name, nation, parent)) in UNITS.into_iter().enumerate() {
        let parent = parent.map(|parent| world.units[parent].id);
        let mut details = described(code_name, nation, parent);
        let own = world.recipients.iter().filter(|recipient| recipient.unit == index);
        details.authorised_recipients = own.take(3).map(|recipient| recipient.id).collect();
        let first = world.random.below(arms.len());
        for nth in 0..4.min(arms.len()) {
            let quantity = Quantity(world.random.within(10, 60) as u64);
            details.establishment.push(Establishment { item: arms[(first + nth) % arms.len()], quantity });
        }
        commands.push(Command::ChangeUnit { id: world.units[index].id, details });
    }
    world.acts(commands, UNITS.len());
}

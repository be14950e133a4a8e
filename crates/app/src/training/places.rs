//! The places of the make-believe hub: two sites, their rooms, and the racks and bins in them.

use std::collections::BTreeMap;

use domain::item::{Category, ItemDetails};
use domain::place::{PlaceDetails, PlaceKind};
use domain::{Command, PersonId, PlaceId};

use super::random::Random;
use super::world::World;

/// What kind of thing a room is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    Arms,
    Warehouse,
    Yard,
    Magazine,
    /// For explosives nobody has classified.
    Isolated,
    Workshop,
    Fuel,
}

/// Where things can be put: the racks and bins, not the rooms.
#[derive(Default)]
pub(super) struct Places {
    shelves: BTreeMap<Area, Vec<PlaceId>>,
    /// A rack nobody has looked into since the books began.
    forgotten: Option<PlaceId>,
}

impl Places {
    pub fn of(&self, area: Area) -> &[PlaceId] {
        &self.shelves[&area]
    }

    pub fn any(&self, area: Area, random: &mut Random) -> PlaceId {
        *random.pick(self.of(area))
    }

    pub fn forgotten(&self) -> Option<PlaceId> {
        self.forgotten
    }

    /// Every rack and bin that is looked after, in order.
    pub fn all(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.shelves.values().flatten().copied()
    }
}

/// Where a thing of this kind belongs.
pub(super) fn area_of(item: &ItemDetails, class: u16) -> Area {
    match item.category {
        Category::Weapon if item.name.starts_with("Howitzer") => Area::Yard,
        Category::Weapon | Category::Optic => Area::Arms,
        Category::Ammunition if item.hazard.inert || item.hazard.code.is_some() => Area::Magazine,
        Category::Ammunition => Area::Isolated,
        Category::Vehicle => Area::Yard,
        _ if matches!(class, 9130 | 9140) => Area::Fuel,
        _ if matches!(class, 8145 | 5680 | 6115 | 7360) => Area::Yard,
        _ if matches!(class, 4310 | 4931 | 4910 | 3431) => Area::Workshop,
        _ => Area::Warehouse,
    }
}

/// A room: its name, its code, what it is, what lies in it, and how its shelves are called.
type Room = (&'static str, &'static str, PlaceKind, Area, &'static str, PlaceKind, usize);

const SITES: [(&str, &str, &[Room]); 2] = [
    (
        "Site Oak",
        "OAK",
        &[
            ("Arms room 1", "AR1", PlaceKind::ArmsRoom, Area::Arms, "Rack", PlaceKind::Rack, 14),
            ("Arms room 2", "AR2", PlaceKind::ArmsRoom, Area::Arms, "Rack", PlaceKind::Rack, 14),
            ("Arms room 3", "AR3", PlaceKind::ArmsRoom, Area::Arms, "Rack", PlaceKind::Rack, 14),
            ("Warehouse 1", "WH1", PlaceKind::Building, Area::Warehouse, "Bin", PlaceKind::Bin, 48),
            ("Warehouse 2", "WH2", PlaceKind::Building, Area::Warehouse, "Bin", PlaceKind::Bin, 48),
            ("Warehouse 3", "WH3", PlaceKind::Building, Area::Warehouse, "Bin", PlaceKind::Bin, 48),
            ("Warehouse 4", "WH4", PlaceKind::Building, Area::Warehouse, "Bin", PlaceKind::Bin, 48),
            ("Workshop 1", "WS1", PlaceKind::Workshop, Area::Workshop, "Bay", PlaceKind::Bin, 6),
            ("Workshop 2", "WS2", PlaceKind::Workshop, Area::Workshop, "Bay", PlaceKind::Bin, 6),
            ("Vehicle yard", "YD1", PlaceKind::Yard, Area::Yard, "Row", PlaceKind::Yard, 10),
            ("Container yard", "YD2", PlaceKind::Yard, Area::Yard, "Row", PlaceKind::Yard, 8),
        ],
    ),
    (
        "Site Birch",
        "BIR",
        &[
            ("Magazine 1", "MG1", PlaceKind::Magazine, Area::Magazine, "Stack", PlaceKind::Bin, 9),
            ("Magazine 2", "MG2", PlaceKind::Magazine, Area::Magazine, "Stack", PlaceKind::Bin, 9),
            ("Magazine 3", "MG3", PlaceKind::Magazine, Area::Magazine, "Stack", PlaceKind::Bin, 9),
            ("Magazine 4", "MG4", PlaceKind::Magazine, Area::Magazine, "Stack", PlaceKind::Bin, 9),
            ("Magazine 5", "MG5", PlaceKind::Magazine, Area::Magazine, "Stack", PlaceKind::Bin, 9),
            (
                "Isolated area",
                "IS1",
                PlaceKind::UnclassifiedIsolated,
                Area::Isolated,
                "Stand",
                PlaceKind::UnclassifiedIsolated,
                12,
            ),
            ("Arms room 4", "AR4", PlaceKind::ArmsRoom, Area::Arms, "Rack", PlaceKind::Rack, 14),
            ("Warehouse 5", "WH5", PlaceKind::Building, Area::Warehouse, "Bin", PlaceKind::Bin, 36),
            ("Workshop 3", "WS3", PlaceKind::Workshop, Area::Workshop, "Bay", PlaceKind::Bin, 4),
            ("Fuel point", "FP1", PlaceKind::Yard, Area::Fuel, "Tank", PlaceKind::Bin, 6),
        ],
    ),
];

/// Adds the sites with all that is in them.
pub(super) fn lay_out(world: &mut World) {
    let mut commands = Vec::new();
    for (name, code, rooms) in SITES {
        let site = add(world, &mut commands, name, code, PlaceKind::Site, None, None);
        for room in rooms {
            lay_out_room(world, &mut commands, site, code, room);
        }
    }
    let arms = world.places.shelves.get_mut(&Area::Arms);
    world.places.forgotten = arms.and_then(Vec::pop);
    world.acts(commands, 50);
}

fn lay_out_room(world: &mut World, commands: &mut Vec<Command>, site: PlaceId, at: &str, room: &Room) {
    let (name, code, kind, area, shelf, shelf_kind, count) = *room;
    let keeper = world.a_staff_member();
    let code = format!("{at}-{code}");
    let id = add(world, commands, name, &code, kind, Some(site), Some(keeper));
    for number in 1..=world.profile.shelves(count) {
        let letter = &shelf[..1];
        let shelf_code = format!("{code}-{letter}{number:02}");
        let shelf =
            add(world, commands, &format!("{shelf} {number:02}"), &shelf_code, shelf_kind, Some(id), None);
        world.places.shelves.entry(area).or_default().push(shelf);
    }
}

fn add(
    world: &mut World,
    commands: &mut Vec<Command>,
    name: &str,
    code: &str,
    kind: PlaceKind,
    parent: Option<PlaceId>,
    custodian: Option<PersonId>,
) -> PlaceId {
    let id = world.random.place();
    let (name, code) = (name.to_owned(), code.to_owned());
    let details = PlaceDetails { name, code, kind, parent, custodian, note: None, closed: false };
    commands.push(Command::AddPlace { id, details });
    id
}

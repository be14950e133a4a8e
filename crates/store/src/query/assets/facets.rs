//! The facets of the list of assets, all counted in one walk: each walk costs more than all the counting.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::AssetFilter;
use super::filter::{WhereaboutsKind, common};
use crate::StoreError;
use crate::query::hubs::Hubs;
use crate::query::page::{Facet, FacetValue, named};
use domain::condition::ConditionCode;
use domain::item::Category;

/// A facet: which filter it stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Whereabouts,
    Condition,
    Category,
    Owner,
    Disputed,
    Unmarked,
    Hub,
}

const FACETS: [(Of, &str); 7] = [
    (Of::Whereabouts, "whereabouts"),
    (Of::Condition, "condition"),
    (Of::Category, "category"),
    (Of::Owner, "owner"),
    (Of::Disputed, "disputed"),
    (Of::Unmarked, "unmarked"),
    (Of::Hub, "hub"),
];

/// What the facets see of an asset: the owner by its place among those met, the hub by that of its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Seen {
    live: bool,
    whereabouts: i64,
    condition: i64,
    category: i64,
    owner: Option<usize>,
    disputed: bool,
    unmarked: bool,
    hub: i64,
}

/// The values each facet of the list has, counted with the other filters applied.
///
/// # Errors
/// The database's.
pub fn asset_facets(connection: &Connection, filter: &AssetFilter) -> Result<Vec<Facet>, StoreError> {
    let mut names = Names { owners: Owners::default(), hubs: Hubs::held(connection)? };
    let seen = seen(connection, filter, &mut names)?;
    let wanted = Wanted::of(filter, &names);
    Ok(FACETS.map(|(of, key)| facet(of, key, &seen, &wanted, &names)).into())
}

/// How many assets look alike to the facets, of those the rest of the filter lets through.
fn seen(
    connection: &Connection,
    filter: &AssetFilter,
    names: &mut Names,
) -> Result<HashMap<Seen, u32>, StoreError> {
    let mut seen = HashMap::new();
    let Some(mut conditions) = common(connection, filter)? else { return Ok(seen) };
    // Others than live ones are listed only where they are asked for.
    if filter.whereabouts.is_none_or(WhereaboutsKind::is_live) {
        conditions.is("a.live", Some(1));
    }
    let sql = format!(
        "select a.live, a.whereabouts, a.condition, a.category, a.disputed, a.unmarked, a.owner, a.scope
         from {}{}",
        filter.table(),
        conditions.sql()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(conditions.values().as_slice())?;
    while let Some(row) = rows.next()? {
        *seen.entry(look(row, names)?).or_default() += 1;
    }
    Ok(seen)
}

fn look(row: &Row<'_>, names: &mut Names) -> rusqlite::Result<Seen> {
    let owner = row.get_ref(6)?.as_str_or_null()?.map(|owner| names.owners.place(owner));
    Ok(Seen {
        live: row.get(0)?,
        whereabouts: row.get(1)?,
        condition: row.get(2)?,
        category: row.get(3)?,
        disputed: row.get(4)?,
        unmarked: row.get(5)?,
        owner,
        hub: names.hubs.place(row.get(7)?),
    })
}

/// What owners and hubs are called.
struct Names {
    owners: Owners,
    hubs: Hubs,
}

/// Owners in the order they were met. There are few, and neighbours mostly share theirs.
#[derive(Default)]
struct Owners {
    names: Vec<String>,
    places: HashMap<String, usize>,
    last: usize,
}

impl Owners {
    fn place(&mut self, name: &str) -> usize {
        if self.names.get(self.last).is_some_and(|last| last == name) {
            return self.last;
        }
        self.last = match self.places.get(name) {
            Some(place) => *place,
            None => {
                self.names.push(name.to_owned());
                self.places.insert(name.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            }
        };
        self.last
    }
}

/// The filters the facets stand for. An owner or a hub that nothing has matches nothing.
struct Wanted {
    whereabouts: Option<WhereaboutsKind>,
    condition: Option<i64>,
    category: Option<i64>,
    owner: Option<Option<usize>>,
    disputed: Option<bool>,
    unmarked: Option<bool>,
    hub: Option<Option<i64>>,
}

impl Wanted {
    fn of(filter: &AssetFilter, names: &Names) -> Self {
        Self {
            whereabouts: filter.whereabouts,
            condition: filter.condition.map(|condition| condition as i64),
            category: filter.category.map(|category| category as i64),
            owner: filter.owner.as_ref().map(|owner| names.owners.places.get(owner).copied()),
            disputed: filter.disputed,
            unmarked: filter.unmarked,
            hub: filter.hub.as_ref().map(|code| names.hubs.place_called(code)),
        }
    }

    /// Whether an asset passes all filters but the facet's own.
    fn lets(&self, seen: &Seen, but: Of) -> bool {
        let whereabouts = self.whereabouts.filter(|_| but != Of::Whereabouts);
        let passes = match whereabouts {
            Some(kind) => kind as i64 == seen.whereabouts && kind.is_live() == seen.live,
            None => seen.live,
        };
        passes
            && (but == Of::Condition || self.condition.is_none_or(|code| code == seen.condition))
            && (but == Of::Category || self.category.is_none_or(|code| code == seen.category))
            && (but == Of::Owner || self.owner.is_none_or(|owner| owner.is_some() && owner == seen.owner))
            && (but == Of::Disputed || self.disputed.is_none_or(|disputed| disputed == seen.disputed))
            && (but == Of::Unmarked || self.unmarked.is_none_or(|unmarked| unmarked == seen.unmarked))
            && (but == Of::Hub || self.hub.is_none_or(|hub| hub == Some(seen.hub)))
    }
}

fn facet(of: Of, key: &str, seen: &HashMap<Seen, u32>, wanted: &Wanted, names: &Names) -> Facet {
    let mut counts: HashMap<i64, u32> = HashMap::new();
    for (seen, count) in seen.iter().filter(|(seen, _)| wanted.lets(seen, of)) {
        let code = match of {
            Of::Whereabouts => seen.whereabouts,
            Of::Condition => seen.condition,
            Of::Category => seen.category,
            Of::Owner => seen.owner.map_or(-1, |place| place as i64),
            Of::Disputed => i64::from(seen.disputed),
            Of::Unmarked => i64::from(seen.unmarked),
            Of::Hub => seen.hub,
        };
        *counts.entry(code).or_default() += count;
    }
    let mut values: Vec<(i64, FacetValue)> = counts
        .into_iter()
        .filter_map(|(code, count)| {
            Some((code, FacetValue { value: name(of, code, names)?, label: None, count }))
        })
        .collect();
    values.sort_unstable_by(|(one_code, one), (other_code, other)| {
        let tie = match of {
            Of::Owner => one.value.cmp(&other.value),
            _ => one_code.cmp(other_code),
        };
        other.count.cmp(&one.count).then(tie)
    });
    Facet { key: key.to_owned(), values: values.into_iter().map(|(_, value)| value).collect() }
}

/// As filters and words name it; none for what is not shown.
fn name(of: Of, code: i64, names: &Names) -> Option<String> {
    match of {
        Of::Whereabouts => named(WhereaboutsKind::ALL.get(usize::try_from(code).ok()?)?),
        Of::Condition => {
            let condition = ConditionCode::ALL.get(usize::try_from(code).ok()?)?;
            Some(condition.letter().to_string())
        }
        Of::Category => named(Category::ALL.into_iter().find(|category| *category as i64 == code)?),
        Of::Owner => names.owners.names.get(usize::try_from(code).ok()?).cloned(),
        Of::Hub => names.hubs.code_at(code).map(str::to_owned),
        Of::Disputed | Of::Unmarked => (code == 1).then(|| "true".to_owned()),
    }
}

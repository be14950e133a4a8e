//! Which assets a list is asked for, and the condition that says so.

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StoreError;
use crate::query::filter::{BELOW, Where};
use crate::query::hubs::Hubs;
use crate::query::known;
use crate::query::text::Typed;

use super::holder_bytes;
use domain::condition::ConditionCode;
use domain::item::Category;
use domain::people::Holder;
use domain::{ItemId, PlaceId};

/// Which assets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AssetFilter {
    /// Part of a serial or of an item's name.
    pub text: Option<String>,
    pub category: Option<Category>,
    pub item: Option<ItemId>,
    /// At this place or below it.
    pub place: Option<PlaceId>,
    /// Live ones where empty.
    pub whereabouts: Option<WhereaboutsKind>,
    pub condition: Option<ConditionCode>,
    pub holder: Option<Holder>,
    pub owner: Option<String>,
    pub disputed: Option<bool>,
    /// Serial made up at import and to be checked.
    pub unmarked: Option<bool>,
    /// Not seen since this moment (UTC ms).
    #[ts(as = "Option<i64>")]
    pub not_seen_since_ms: Option<i64>,
    /// The code name of the hub whose books they stand in.
    pub hub: Option<String>,
}

/// Where assets are, whatever the place and whoever the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WhereaboutsKind {
    Stored,
    Issued,
    Lost,
    EnteredInError,
}

impl WhereaboutsKind {
    /// In the order of their codes in `asset.whereabouts`.
    pub(super) const ALL: [Self; 4] = [Self::Stored, Self::Issued, Self::Lost, Self::EnteredInError];

    /// One that is not live was taken back by an act.
    pub(super) fn is_live(self) -> bool {
        self != Self::EnteredInError
    }
}

impl AssetFilter {
    /// The table to read: all of it in its own order, which is quicker than in any other, unless the filter
    /// leaves so few that an index finds them.
    pub(super) fn table(&self) -> &'static str {
        if self.leaves_few() { "asset a" } else { "asset a not indexed" }
    }

    pub(super) fn leaves_few(&self) -> bool {
        self.item.is_some() || self.place.is_some() || self.holder.is_some() || self.text.is_some()
    }

    /// Whether it says more than that assets are live.
    pub(super) fn looks_at_columns(&self) -> bool {
        let Self {
            category, whereabouts, condition, owner, disputed, unmarked, not_seen_since_ms, hub, ..
        } = self;
        category.is_some()
            || whereabouts.is_some()
            || condition.is_some()
            || owner.is_some()
            || disputed.is_some()
            || unmarked.is_some()
            || not_seen_since_ms.is_some()
            || hub.is_some()
    }
}

/// What the facets leave open: the part of a filter that no facet stands for. None where it can match
/// nothing.
pub(super) fn common(connection: &Connection, filter: &AssetFilter) -> Result<Option<Where>, StoreError> {
    let mut conditions = Where::default();
    if let Some(item) = filter.item {
        let Some(n) = known::number(connection, item.as_bytes())? else { return Ok(None) };
        conditions.is("a.item", Some(n));
    }
    if let Some(holder) = filter.holder {
        let Some(n) = known::number(connection, holder_bytes(&holder))? else { return Ok(None) };
        conditions.is("a.at", Some(n));
    }
    if let Some(place) = filter.place {
        let Some(n) = known::number(connection, place.as_bytes())? else { return Ok(None) };
        conditions.and(&format!("a.at in ({BELOW})"), [Value::Integer(n)]);
    }
    if let Some(before) = filter.not_seen_since_ms {
        conditions.and("a.last_seen_ms < ?", [Value::Integer(before)]);
    }
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let Some(typed) = Typed::of(text) else { return Ok(None) };
        let (from, below) = typed.begins();
        let Typed { words, serials, .. } = typed;
        let found = [serials, from.clone(), below.clone(), from, below, words.clone(), words];
        conditions.and(FOUND, found.map(Value::Text));
    }
    Ok(Some(conditions))
}

/// Assets by their serial, by a word of it, or by their item: as numbers, so that few hits are looked up
/// and nothing is walked. Live and other assets have an index each.
const FOUND: &str = "a.n in (
    select rowid from find_asset where find_asset match ?
    union all select n from asset where live = 1 and serial_key >= ? and serial_key < ?
    union all select n from asset where live = 0 and serial_key >= ? and serial_key < ?
    union all select t.n from find_name cross join asset t on t.item = find_name.rowid and t.live = 1
              where find_name match ?
    union all select t.n from find_name cross join asset t on t.item = find_name.rowid and t.live = 0
              where find_name match ?)";

/// None where the filter can match nothing.
pub(super) fn conditions(connection: &Connection, filter: &AssetFilter) -> Result<Option<Where>, StoreError> {
    let Some(mut conditions) = common(connection, filter)? else { return Ok(None) };
    let live = filter.whereabouts.is_none_or(WhereaboutsKind::is_live);
    conditions.is("a.live", Some(i64::from(live)));
    conditions.is("a.whereabouts", filter.whereabouts.map(|kind| kind as i64));
    conditions.is("a.category", filter.category.map(|category| category as i64));
    conditions.is("a.condition", filter.condition.map(|condition| condition as i64));
    conditions.is("a.disputed", filter.disputed.map(i64::from));
    conditions.is("a.unmarked", filter.unmarked.map(i64::from));
    if let Some(owner) = &filter.owner {
        conditions.and("a.owner = ?", [Value::Text(owner.clone())]);
    }
    conditions.is_of_hub("a.scope", &Hubs::held(connection)?, filter.hub.as_deref());
    Ok(Some(conditions))
}

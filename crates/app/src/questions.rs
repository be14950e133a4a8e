//! Questions, each answered from one consistent state of the store.

use serde::Serialize;
use serde_json::Value;
use store::query::{
    acts, assets, attachments, discrepancies, hubs, items, people, places, search, stock, timeline,
};

use crate::api::problem::Problem;
use crate::api::query::{Code, Query, TableEdition, Tables};
use crate::books::Books;
use domain::Refusal;
use store::query::page::Window;

/// Hits of a search where the asker names no number.
const HITS: u32 = 20;

/// The answer to `query`, as JSON of the type the query names.
pub(crate) fn answer(books: &Books, query: &Query) -> Result<Value, Problem> {
    match query {
        Query::Today => json(crate::today::today(books)?),
        Query::Counts => json(crate::today::counts(books)?),
        // What runs in the background is the program's, not the books': `Komora::ask` answers it.
        Query::Network => Err(Problem::BadRequest { detail: "the network is not asked of the books".into() }),
        Query::Tables => json(tables()),
        _ => books.read(|store| from_store(store, query)),
    }
}

fn from_store(store: &store::Reading, query: &Query) -> Result<Value, Problem> {
    // Of a hub nobody has heard of an empty list would say that it has nothing.
    if let Some(code) = hub_named(query)
        && !hubs::is_held(store, code)?
    {
        return Err(Refusal::Unknown { subject: "hub".to_owned(), id: code.to_owned() }.into());
    }
    match query {
        Query::Hub => json(store::query::hub(store)?),
        Query::Items { filter, window } => json(items::items(store, filter, window)?),
        Query::Item { id } => known("item", id, items::item(store, *id)?),
        Query::Assets { filter, window } => json(assets::assets(store, filter, window)?),
        Query::AssetFacets { filter } => json(assets::asset_facets(store, filter)?),
        Query::Asset { id } => known("asset", id, assets::asset(store, *id)?),
        Query::CheckSerials { item, serials } => json(assets::check_serials(store, *item, serials)?),
        Query::Stock { filter, window } => json(stock::stock(store, filter, window)?),
        Query::StockFacets { filter } => json(stock::stock_facets(store, filter)?),
        Query::StockLine { id } => known("stock", id, stock::stock_line(store, *id)?),
        Query::Lots { item } => json(items::lots(store, *item)?),
        Query::Lot { id } => known("lot", id, items::lot(store, *id)?),
        Query::Places { hub } => json(places::places(store, hub.as_deref())?),
        Query::Place { id } => known("place", id, places::place(store, *id)?),
        Query::People { filter, window } => json(people::people(store, filter, window)?),
        Query::Person { id } => known("person", id, people::person(store, *id)?),
        Query::Units { hub } => json(people::units(store, hub.as_deref())?),
        Query::Unit { id } => known("unit", id, people::unit(store, *id)?),
        Query::Search { text, limit } => json(search::search(store, text, limit.unwrap_or(HITS))?),
        Query::Timeline { subject, window } => json(timeline::timeline(store, *subject, window)?),
        Query::Attachments { thing } => json(attachments::attachments(store, *thing)?),
        Query::AttachmentBytes { id } => json(crate::attachments::shown(store, *id)?),
        Query::AttachmentRoom => json(crate::attachments::room(store)?),
        Query::Acts { since_ms, window } => json(acts::acts(store, *since_ms, window)?),
        Query::Act { act } => json(acts::act(store, *act)?),
        Query::Discrepancies { settled, hub, window } => {
            json(discrepancies::discrepancies(store, *settled, hub.as_deref(), window)?)
        }
        Query::Today | Query::Counts | Query::Network | Query::Tables => unreachable!("answered above"),
    }
}

/// The code name of the hub that a list is narrowed to.
fn hub_named(query: &Query) -> Option<&str> {
    let hub = match query {
        Query::Items { filter, .. } => &filter.hub,
        Query::Assets { filter, .. } | Query::AssetFacets { filter } => &filter.hub,
        Query::Stock { filter, .. } | Query::StockFacets { filter } => &filter.hub,
        Query::People { filter, .. } => &filter.hub,
        Query::Places { hub } | Query::Units { hub } | Query::Discrepancies { hub, .. } => hub,
        _ => return None,
    };
    hub.as_deref()
}

fn json(answer: impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(answer).map_err(|error| Problem::Internal { detail: error.to_string() })
}

fn known(
    subject: &str,
    id: &impl std::fmt::Display,
    found: Option<impl Serialize>,
) -> Result<Value, Problem> {
    match found {
        Some(card) => json(card),
        None => Err(Refusal::Unknown { subject: subject.to_owned(), id: id.to_string() }.into()),
    }
}

/// The window of a list that comes in pages; none for one that comes whole.
pub(crate) fn window_of(query: &mut Query) -> Option<&mut Window> {
    match query {
        Query::Items { window, .. }
        | Query::Assets { window, .. }
        | Query::Stock { window, .. }
        | Query::People { window, .. }
        | Query::Timeline { window, .. }
        | Query::Acts { window, .. }
        | Query::Discrepancies { window, .. } => Some(window),
        _ => None,
    }
}

/// The codes forms offer, from the rules' own tables.
fn tables() -> Tables {
    let tables = domain::tables::Tables::builtin();
    let code = |(code, name): (&str, &str)| Code { code: code.to_owned(), name: name.to_owned() };
    Tables {
        units_of_issue: tables.units_of_issue().map(code).collect(),
        nsn_classes: tables.classes().map(code).collect(),
        nations: tables.nations().into_iter().map(str::to_owned).collect(),
        sighting_due_days: tables.sighting_due_days(),
        expiring_days: domain::decide::EXPIRING_DAYS,
        editions: tables
            .sources()
            .map(|source| TableEdition {
                table: source.table.to_owned(),
                authority: source.authority.to_owned(),
                edition: source.edition.to_owned(),
                // Until an administrator has compared a table with its authority's, it says so.
                confirmed: !source.edition.contains("to be confirmed"),
            })
            .to_vec(),
    }
}

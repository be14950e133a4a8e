//! Which columns a list has on paper, in order. Keys are the fields of the list's rows; titles are
//! `column-<key>` in the locale files.

use exports::ColumnKind::{self, Date, Mono, Number, Status, Text};

use crate::api::query::Query;

/// Field, how it is set, share of the width.
pub(super) type Shape = (&'static str, ColumnKind, u16);

/// Whose books a row stands in: said where those of several hubs are held.
pub(super) const HUB: Shape = ("hub", Mono, 0);

const ITEMS: &[Shape] = &[
    HUB,
    ("nsn", Mono, 0),
    ("localCode", Mono, 0),
    ("name", Text, 4),
    ("category", Text, 1),
    ("supplyClass", Text, 0),
    ("tracking", Text, 1),
    ("unitOfIssue", Text, 0),
    ("onHand", Number, 0),
    ("issued", Number, 0),
    ("hazardCode", Mono, 0),
];

const ASSETS: &[Shape] = &[
    HUB,
    ("serial", Mono, 2),
    ("itemName", Text, 4),
    ("nsn", Mono, 0),
    ("condition", Status, 0),
    ("whereabouts", Status, 1),
    ("whereName", Text, 3),
    ("owner", Text, 0),
    ("receivedMs", Date, 0),
    ("lastSeenMs", Date, 0),
];

const STOCK: &[Shape] = &[
    HUB,
    ("itemName", Text, 4),
    ("nsn", Mono, 0),
    ("localCode", Mono, 0),
    ("lotNumber", Mono, 1),
    ("expiresOn", Date, 0),
    ("condition", Status, 0),
    ("quantity", Number, 0),
    ("unitOfIssue", Text, 0),
    ("whereName", Text, 3),
];

const PLACES: &[Shape] = &[
    HUB,
    ("path", Mono, 3),
    ("name", Text, 3),
    ("kind", Text, 1),
    ("assetsBelow", Number, 0),
    ("linesBelow", Number, 0),
    ("custodianName", Text, 2),
];

const PEOPLE: &[Shape] = &[
    HUB,
    ("name", Text, 3),
    ("rank", Text, 1),
    ("number", Mono, 1),
    ("unitName", Text, 2),
    ("duty", Text, 2),
    ("assets", Number, 0),
    ("lines", Number, 0),
];

const UNITS: &[Shape] = &[
    HUB,
    ("codeName", Text, 3),
    ("nation", Text, 0),
    ("parentName", Text, 3),
    ("assets", Number, 0),
    ("lines", Number, 0),
];

const DISCREPANCIES: &[Shape] =
    &[HUB, ("kind", Status, 2), ("status", Status, 1), ("subjectName", Text, 4), ("openedMs", Date, 1)];

const ACTS: &[Shape] = &[
    HUB,
    ("atMs", Date, 1),
    ("what", Status, 2),
    ("count", Number, 0),
    ("subjectName", Text, 3),
    ("toName", Text, 2),
    ("actorName", Text, 2),
    ("document", Mono, 1),
];

/// The columns of the list a question asks for, and the key of its title; none if it is no list.
pub(super) fn of(query: &Query) -> Option<(&'static str, &'static [Shape])> {
    Some(match query {
        Query::Items { .. } => ("items", ITEMS),
        Query::Assets { .. } => ("assets", ASSETS),
        Query::Stock { .. } => ("stock", STOCK),
        Query::Places { .. } => ("places", PLACES),
        Query::People { .. } => ("people", PEOPLE),
        Query::Units { .. } => ("units", UNITS),
        Query::Discrepancies { .. } => ("discrepancies", DISCREPANCIES),
        Query::Acts { .. } => ("acts", ACTS),
        _ => return None,
    })
}

//! Places and their paths.

use std::collections::HashMap;

use domain::place::PlaceDetails;
use rusqlite::Connection;

use super::label::{self, Label, List};
use crate::StoreError;
use crate::folding::Subjects;

/// Between the codes of a path.
const STEP: &str = " › ";

pub(super) fn write(
    connection: &Connection,
    subjects: &mut Subjects,
    scope: i64,
    n: i64,
    details: &PlaceDetails,
) -> Result<(), StoreError> {
    let parent = details.parent.map(|parent| subjects.n(connection, scope, parent.as_bytes())).transpose()?;
    connection
        .prepare_cached(
            "insert into place (n, code, parent) values (?1, ?2, ?3)
             on conflict (n) do update set code = ?2, parent = ?3",
        )?
        .execute((n, &details.code, parent))?;
    Ok(())
}

/// Labels every place by its path; called when any place changed.
pub(crate) fn write_paths(connection: &Connection) -> Result<(), StoreError> {
    let mut places: HashMap<i64, (String, Option<i64>, Option<String>)> = HashMap::new();
    {
        let mut statement = connection.prepare_cached(
            "select p.n, p.code, p.parent, l.text from place p left join label l on l.n = p.n",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            places.insert(row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?));
        }
    }
    for (n, (_, _, former)) in &places {
        let path = path(*n, |n| places.get(&n).map(|(code, parent, _)| (code.as_str(), *parent)));
        if former.as_ref() != Some(&path) {
            label::write(connection, *n, &Label::new(List::Keepers, path))?;
        }
    }
    Ok(())
}

/// Two people apart can put two places into each other: a path ends where it would go round.
fn path<'a>(n: i64, place: impl Fn(i64) -> Option<(&'a str, Option<i64>)>) -> String {
    let (mut codes, mut met, mut next) = (Vec::new(), Vec::new(), Some(n));
    while let Some(n) = next.filter(|n| !met.contains(n)) {
        let Some((code, parent)) = place(n) else { break };
        codes.push(code);
        met.push(n);
        next = parent;
    }
    codes.reverse();
    codes.join(STEP)
}

mod bad_files;
mod books;
mod encodings;
mod guesses;
mod kansas;
mod lots;
mod rows;
mod values;
mod workbooks;

use std::collections::BTreeMap;

use domain::condition::ConditionCode;

use super::{Planned, Source, plan};
use crate::api::import::{ImportKind, ImportPlan, Mapping};
use crate::api::problem::{FileProblem, Problem};
use books::Books;

/// Reads text as a CSV file.
fn read(text: &str) -> Result<Source, FileProblem> {
    Source::of_bytes(text.as_bytes(), "holdings.csv".to_owned(), None)
}

fn plan_of(kind: ImportKind, mapping: Mapping) -> ImportPlan {
    let (path, sheet, place) = (String::new(), None, "STORE".to_owned());
    ImportPlan { path, kind, sheet, mapping, place, condition: ConditionCode::A, dry_run: false }
}

fn planned(source: &Source, plan: &ImportPlan, books: &Books) -> Planned {
    super::plan(source, plan, books, &|_, _, _| true).unwrap()
}

/// Plans text with the guessed mapping.
fn guessed(kind: ImportKind, text: &str, books: &Books) -> Planned {
    let source = read(text).unwrap();
    planned(&source, &plan_of(kind, super::mapping::guess(kind, &source.table)), books)
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
}

//! What laptops that met disagree about, and how a person settles it.

use app::Komora;
use app::api::problem::Problem;
use serde_json::{Value, json};

use crate::arguments::List;
use crate::lists;
use crate::output::Output;

/// Digits of an id a person must give: with fewer a typing mistake could settle another one.
const FEWEST_DIGITS: usize = 8;

/// Prints them; the settled ones too where asked.
pub fn list(komora: &Komora, all: bool, output: &Output) -> Result<(), Problem> {
    let (rows, total) = known(komora, all, output)?;
    lists::print(komora, List::Discrepancies, &rows, total, output);
    Ok(())
}

/// Settles the one whose id begins with `id`.
pub fn settle(
    komora: &Komora,
    id: &str,
    finding: &str,
    whereabouts: Option<&str>,
    output: &Output,
) -> Result<(), Problem> {
    let bad = |error: serde_json::Error| Problem::BadRequest { detail: error.to_string() };
    let whereabouts: Option<Value> = whereabouts.map(serde_json::from_str).transpose().map_err(bad)?;
    let (rows, _) = known(komora, true, output)?;
    let ids: Vec<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
    let command = json!({
        "command": "settle-discrepancy",
        "discrepancy": meant(id, &ids)?,
        "finding": finding,
        "whereabouts": whereabouts,
    });
    let command: app::Command = serde_json::from_value(command).map_err(bad)?;
    output.document(&komora.execute(&command, None)?);
    Ok(())
}

/// The one id that begins as was typed.
fn meant<'a>(typed: &str, ids: &[&'a str]) -> Result<&'a str, Problem> {
    if typed.len() < FEWEST_DIGITS {
        let detail = format!("`{typed}`: give at least {FEWEST_DIGITS} digits of the id");
        return Err(Problem::BadRequest { detail });
    }
    let named: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with(typed)).collect();
    match named[..] {
        [only] => Ok(only),
        [] => Err(app::Refusal::Unknown { subject: "discrepancy".to_owned(), id: typed.to_owned() }.into()),
        _ => Err(Problem::BadRequest { detail: format!("{typed} could be any of:\n{}", named.join("\n")) }),
    }
}

fn known(komora: &Komora, all: bool, output: &Output) -> Result<(Vec<Value>, u64), Problem> {
    let language = output.words.language;
    lists::rows(komora, List::Discrepancies, &[format!("settled={all}")], 0, None, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discrepancy_is_named_by_eight_digits_that_only_it_begins_with() {
        let one = "0123456789abcdef";
        let ids = [one, "0123456700000000", "fedcba9876543210"];
        for (typed, ids, expected) in [
            ("", &ids[..1], None),
            ("0123456", &ids[..1], None),
            ("01234567", &ids[..1], Some(one)),
            ("01234567", &ids[..], None),
            ("012345678", &ids[..], Some(one)),
            (one, &ids[..], Some(one)),
            ("fffffffff", &ids[..], None),
        ] {
            assert_eq!(meant(typed, ids).ok(), expected, "{typed}");
        }
        let unknown = meant("ffffffff", &ids);
        assert!(matches!(unknown, Err(Problem::Refused { .. })), "{unknown:?}");
    }
}

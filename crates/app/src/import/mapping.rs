//! Which column feeds which field: what each kind of import knows, what is guessed from the header,
//! and the key under which a person's choice is remembered.

use std::collections::BTreeMap;

use super::headers::{HEADERS, plain};
use super::sheet::{Cell, Sheet};
use super::values::{DateOrder, guess_order};
use crate::api::import::{ImportField, ImportKind, Mapping};
use crate::api::problem::{FileProblem, Problem};

const ITEM_FIELDS: &[&str] = &[
    "name",
    "nsn",
    "localCode",
    "nameUk",
    "nameFr",
    "class",
    "partNumber",
    "unit",
    "tracking",
    "category",
    "supplyClass",
    "price",
    "currency",
    "calibre",
    "unNumber",
    "hazardCode",
];
const HOLDING_FIELDS: &[&str] =
    &["place", "condition", "quantity", "lot", "maker", "madeOn", "expiresOn", "testDueOn"];
const ASSET_FIELDS: &[&str] =
    &["serial", "model", "madeIn", "madeYear", "markingLocation", "importMark", "lookedAlike"];
const ORIGIN_FIELDS: &[&str] = &["owner", "donor", "exporter", "conditionsOfUse", "consent", "note"];
const DATE_FIELDS: &[&str] = &["madeOn", "expiresOn", "testDueOn"];

/// A header that names its currency.
const CURRENCIES: &[(&str, &str)] = &[
    ("usd", "USD"),
    ("$", "USD"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("uah", "UAH"),
    ("грн", "UAH"),
    ("₴", "UAH"),
];

/// The fields this kind of import knows, in the order in which they are shown.
pub fn fields(kind: ImportKind) -> Vec<ImportField> {
    let parts: &[&[&str]] = match kind {
        ImportKind::Items => &[ITEM_FIELDS, &["note"]],
        ImportKind::Assets => &[ITEM_FIELDS, ASSET_FIELDS, HOLDING_FIELDS, ORIGIN_FIELDS],
        ImportKind::Stock => &[ITEM_FIELDS, HOLDING_FIELDS, ORIGIN_FIELDS],
    };
    let required = |key: &str| match kind {
        ImportKind::Items => key == "name",
        ImportKind::Assets => false,
        ImportKind::Stock => key == "quantity",
    };
    let field = |key: &&str| ImportField { key: (*key).to_owned(), required: required(key) };
    parts.iter().flat_map(|part| part.iter()).map(field).collect()
}

/// Whether every name in a mapping means something to this kind of import.
///
/// # Errors
/// `BadRequest`, for a field the kind does not know or an order of dates that is none: passed over, it would
/// leave out what somebody meant to bring in.
pub fn check(kind: ImportKind, mapping: &Mapping) -> Result<(), Problem> {
    let known = fields(kind);
    let is_known = |name: &str| known.iter().any(|field| field.key == name);
    if let Some(name) = mapping.columns.keys().chain(mapping.fixed.keys()).find(|name| !is_known(name)) {
        let known: Vec<&str> = known.iter().map(|field| field.key.as_str()).collect();
        let detail = format!("unknown field `{name}`, expected one of {}", known.join(", "));
        return Err(Problem::BadRequest { detail });
    }
    match mapping.dates.as_deref() {
        Some(order) if DateOrder::named(order).is_none() => Err(Problem::BadRequest {
            detail: format!("unknown order of dates `{order}`, expected dmy, mdy or ymd"),
        }),
        _ => Ok(()),
    }
}

/// The key under which the mapping for files with these columns is remembered.
pub fn source_key(kind: ImportKind, columns: &[String]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("komora 1 import columns");
    hasher.update(&[kind as u8]);
    for column in columns {
        hasher.update(plain(column).as_bytes()).update(&[0]);
    }
    format!("import-{}", &hasher.finalize().to_hex()[..24])
}

/// What the header texts say, each column used once.
pub fn guess(kind: ImportKind, sheet: &Sheet) -> Mapping {
    let known = fields(kind);
    let plains: Vec<String> = sheet.columns().iter().map(|column| plain(column)).collect();
    let mut rated = Vec::new();
    for (order, (key, meanings)) in HEADERS.iter().enumerate() {
        if known.iter().any(|field| field.key == *key) {
            for (column, header) in plains.iter().enumerate() {
                rated.extend(rate(header, meanings).map(|rate| (rate, order, column, *key)));
            }
        }
    }
    rated.sort();
    let mut mapping = Mapping::default();
    let mut used = vec![false; plains.len()];
    for (_, _, column, key) in rated {
        if !used[column] && !mapping.columns.contains_key(key) {
            used[column] = true;
            mapping.columns.insert(key.to_owned(), sheet.columns()[column].clone());
        }
    }
    guess_currency(&mut mapping);
    mapping.dates = order_of_dates(sheet, &mapping);
    mapping
}

/// How surely a header means one of these; less is surer.
fn rate(header: &str, meanings: &[&str]) -> Option<usize> {
    if let Some(exact) = meanings.iter().position(|meaning| *meaning == header) {
        return Some(exact);
    }
    // "price eur", "quantity issued from": a meaning with one or two words behind it.
    let begins = |meaning: &&str| {
        header
            .strip_prefix(*meaning)
            .is_some_and(|rest| rest.starts_with(' ') && rest.split(' ').count() <= 3)
    };
    let at = meanings.iter().position(|meaning| meaning.len() > 3 && begins(meaning))?;
    Some(100 + at)
}

/// A price is only a price with its currency: a guess without one is dropped.
fn guess_currency(mapping: &mut Mapping) {
    let Some(header) = mapping.columns.get("price") else { return };
    if mapping.columns.contains_key("currency") {
        return;
    }
    let lower = header.to_lowercase();
    let named = CURRENCIES.iter().find(|(sign, _)| lower.contains(sign)).map(|(_, code)| *code);
    // The public US lists name neither the currency nor any other column this way.
    match named.or((plain(header) == "acquisition cost").then_some("USD")) {
        Some(code) => {
            mapping.fixed.insert("currency".to_owned(), code.to_owned());
        }
        None => {
            mapping.columns.remove("price");
        }
    }
}

fn order_of_dates(sheet: &Sheet, mapping: &Mapping) -> Option<String> {
    let column = |header: &String| sheet.columns().iter().position(|column| column == header);
    let headers = DATE_FIELDS.iter().filter_map(|field| mapping.columns.get(*field));
    let columns: Vec<usize> = headers.filter_map(column).collect();
    guess_order(texts(sheet, &columns)).map(|order| order.name().to_owned())
}

/// The texts in some columns of the first thousand rows.
fn texts<'a>(sheet: &'a Sheet, columns: &'a [usize]) -> impl Iterator<Item = &'a str> {
    sheet.rows().take(1_000).flat_map(move |row| {
        columns.iter().filter_map(move |column| match row.cell(*column) {
            Some(Cell::Text(text)) => Some(text),
            _ => None,
        })
    })
}

/// A mapping made fast to the columns of one sheet.
pub struct Placed<'a> {
    columns: BTreeMap<&'a str, usize>,
    fixed: BTreeMap<&'a str, &'a str>,
}

impl<'a> Placed<'a> {
    /// Finds the columns.
    ///
    /// # Errors
    /// `ColumnMissing` for a mapped column that is not there, and for a field the kind needs.
    pub fn new(kind: ImportKind, mapping: &'a Mapping, sheet: &Sheet) -> Result<Self, FileProblem> {
        let missing = |field: &str| FileProblem::ColumnMissing { field: field.to_owned() };
        let mut columns = BTreeMap::new();
        for (field, header) in &mapping.columns {
            let column = sheet.columns().iter().position(|column| column == header);
            columns.insert(field.as_str(), column.ok_or_else(|| missing(field))?);
        }
        let filled = mapping.fixed.iter().filter(|(_, value)| !value.trim().is_empty());
        let fixed = filled.map(|(field, value)| (field.as_str(), value.trim())).collect();
        let placed = Self { columns, fixed };
        if let Some(field) = fields(kind).iter().find(|field| field.required && !placed.has(&field.key)) {
            return Err(missing(&field.key));
        }
        if !["name", "nsn", "localCode"].into_iter().any(|field| placed.has(field)) {
            return Err(missing("name"));
        }
        if placed.has("price") && !placed.has("currency") {
            return Err(missing("currency"));
        }
        Ok(placed)
    }

    /// Whether a column or a fixed value feeds the field.
    pub fn has(&self, field: &str) -> bool {
        self.columns.contains_key(field) || self.fixed.contains_key(field)
    }

    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.get(field).copied()
    }

    pub fn fixed(&self, field: &str) -> Option<&'a str> {
        self.fixed.get(field).copied()
    }

    /// The order in which the mapped columns write their dates, as far as it shows.
    pub fn guess_dates(&self, sheet: &Sheet) -> Option<DateOrder> {
        let columns: Vec<usize> = DATE_FIELDS.iter().filter_map(|field| self.column(field)).collect();
        guess_order(texts(sheet, &columns))
    }

    /// The field a column feeds.
    pub fn field_of(&self, column: usize) -> Option<&'a str> {
        self.columns.iter().find(|(_, at)| **at == column).map(|(field, _)| *field)
    }
}

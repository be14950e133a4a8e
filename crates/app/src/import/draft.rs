//! A first look at a file, to plan its import.

use std::path::Path;

use super::mapping;
use super::source::Source;
use crate::api::import::{ImportDraft, ImportKind, Mapping};
use crate::api::problem::FileProblem;

/// Rows shown before the import.
const SAMPLE: usize = 20;

/// Looks at a file. `remembered` gives the mapping last used for the columns with this key.
///
/// # Errors
/// Why the file is refused as a whole.
pub fn look_at(
    path: &Path,
    kind: ImportKind,
    sheet: Option<&str>,
    remembered: &dyn Fn(&str) -> Option<Mapping>,
) -> Result<ImportDraft, FileProblem> {
    let source = Source::read(path, sheet)?;
    let columns = source.table.columns().to_vec();
    let chosen = remembered(&mapping::source_key(kind, &columns));
    Ok(ImportDraft {
        path: path.to_string_lossy().into_owned(),
        file_name: source.file_name,
        kind,
        format: source.format.to_owned(),
        encoding: source.encoding.map(str::to_owned),
        sheets: source.sheets,
        sheet: source.sheet,
        sample: source.table.rows().take(SAMPLE).map(|row| row.texts()).collect(),
        rows: source.table.row_count(),
        remembered: chosen.is_some(),
        mapping: chosen.unwrap_or_else(|| mapping::guess(kind, &source.table)),
        fields: mapping::fields(kind),
        columns,
    })
}

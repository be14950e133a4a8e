//! Workbooks (Office Open XML). Read part by part as a stream that counts what it unpacks, because
//! a workbook's own counts, sizes and dimensions are a stranger's claims.

mod archive;
mod cells;
mod parts;
mod xml;

use archive::Archive;

use super::sheet::Sheet;
use crate::api::problem::FileProblem;

/// The sheets of a workbook, and one of them read.
pub struct Workbook {
    pub sheets: Vec<String>,
    pub sheet: String,
    pub table: Sheet,
}

/// Reads the named sheet of a workbook, or its first.
///
/// # Errors
/// `WrongType` where this is no workbook, `Unreadable` where it is damaged or has no such sheet,
/// `ExpandsTooFar` and the sheet's own limits.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Workbook, FileProblem> {
    let mut archive = Archive::open(bytes)?;
    let book = parts::book(&mut archive)?;
    let chosen = match sheet {
        Some(name) => book.sheets.iter().find(|listed| listed.name == name),
        None => book.sheets.first(),
    };
    let chosen = chosen.ok_or_else(|| FileProblem::Unreadable {
        detail: format!("no sheet {:?}", sheet.unwrap_or_default()),
    })?;
    let texts = match &book.texts {
        Some(part) => parts::texts(&mut archive, part)?,
        None => parts::Texts::default(),
    };
    let styles = match &book.styles {
        Some(part) => parts::styles(&mut archive, part)?,
        None => Vec::new(),
    };
    let table = cells::read(&mut archive, &chosen.part, &texts, &styles, book.from_1904)?;
    Ok(Workbook {
        sheet: chosen.name.clone(),
        sheets: book.sheets.into_iter().map(|listed| listed.name).collect(),
        table,
    })
}

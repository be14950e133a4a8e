/// Why a report could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("row {row} has {cells} cells where the table has {columns} columns")]
    RowLength { row: usize, cells: usize, columns: usize },
    #[error("two columns share the key {key:?}")]
    DuplicateColumn { key: String },
    #[error("a table needs at least one column")]
    NoColumns,
    #[error("{language:?} is not a language code")]
    Language { language: String },
    #[error("a qr code cannot carry {bytes} bytes")]
    QrTooLong { bytes: usize },
    /// The template stopped; the text is the typesetter's own.
    #[error("the page could not be set: {reason}")]
    Typesetting { reason: String },
    #[error("the workbook could not be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("the table could not be written as csv")]
    Csv(#[from] csv::Error),
    #[error("the report could not be written as json")]
    Json(#[from] serde_json::Error),
}

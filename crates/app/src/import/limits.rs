//! How much of a stranger's file is looked at. A file beyond any of these is refused before it can
//! fill memory or time.

/// The whole file, as it lies on disk.
pub const FILE_BYTES: u64 = 64 << 20;
/// All parts of a workbook that are read, unpacked.
pub const UNPACKED_BYTES: u64 = 256 << 20;
/// Beyond the free part, a packed part may grow by at most this factor: honest sheets stay below 100.
pub const RATIO: u64 = 200;
/// What any part may unpack to, whatever its factor.
pub const RATIO_FREE_BYTES: u64 = 8 << 20;
/// Parts in a workbook, read or not.
pub const PARTS: usize = 10_000;
/// One tag or run of text in a workbook's XML.
pub const XML_EVENT_BYTES: u64 = 1 << 20;
/// Texts a workbook keeps once and names often.
pub const SHARED_TEXTS: usize = 4_000_000;
pub const COLUMNS: u32 = 512;
/// Rows with something in them, the header aside.
pub const ROWS: u32 = 200_000;
/// Cells with something in them.
pub const CELLS: usize = 8_000_000;
/// One cell's text in UTF-8.
pub const CELL_BYTES: u32 = 8 << 10;
/// All cells' text in UTF-8.
pub const TEXT_BYTES: usize = 96 << 20;
/// Errors and warnings written out one by one; the rest is counted.
pub const LISTED: usize = 1_000;
/// Things in one act, so that entries stay bounded.
pub const PER_ACT: usize = 1_000;
/// Things without a serial that one row may stand for.
pub const UNMARKED_PER_ROW: u64 = 10_000;
/// Assets one file may hold.
pub const ASSETS: usize = 200_000;

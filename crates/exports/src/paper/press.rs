//! The whole world a template sees: itself, the fonts, one report. No disk, no network, no packages.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const MAIN: &str = "report.typ";
const REPORT: &str = "report.json";
const QR: &str = "qr.svg";

const TEMPLATES: [(&str, &str); 5] = [
    (MAIN, include_str!("../../templates/report.typ")),
    ("style.typ", include_str!("../../templates/style.typ")),
    ("head.typ", include_str!("../../templates/head.typ")),
    ("table.typ", include_str!("../../templates/table.typ")),
    ("signatures.typ", include_str!("../../templates/signatures.typ")),
];

const FONTS: [&[u8]; 5] = [
    include_bytes!("../../fonts/Inter-Regular.otf"),
    include_bytes!("../../fonts/Inter-Medium.otf"),
    include_bytes!("../../fonts/Inter-SemiBold.otf"),
    include_bytes!("../../fonts/JetBrainsMono-Regular.ttf"),
    include_bytes!("../../fonts/JetBrainsMono-Medium.ttf"),
];

/// What every page shares: parsed once per process.
struct Stock {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    medium: FontInstance,
    sources: Vec<Source>,
    main: FileId,
    report: FileId,
    qr: FileId,
}

static STOCK: LazyLock<Stock> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    Stock {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        medium: fonts[1].clone().instantiate(
            FontVariant::default(),
            Abs::pt(9.0),
            &FontVariations::default(),
        ),
        fonts,
        sources: TEMPLATES
            .iter()
            .map(|(name, text)| Source::new(file_id(name), (*text).to_owned()))
            .collect(),
        main: file_id(MAIN),
        report: file_id(REPORT),
        qr: file_id(QR),
    }
});

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own file names are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// How wide the medium weight sets this character, in em; nothing when the face lacks it.
pub fn advance(character: char) -> Option<f64> {
    let glyph = STOCK.medium.ttf().glyph_index(character)?;
    Some(STOCK.medium.x_advance(glyph.0)?.get())
}

/// One report on its way to paper.
pub struct Page {
    report: Bytes,
    qr: Option<Bytes>,
}

impl Page {
    pub fn new(report: Vec<u8>, qr: Option<String>) -> Self {
        Self { report: Bytes::new(report), qr: qr.map(Bytes::from_string) }
    }
}

impl World for Page {
    fn library(&self) -> &LazyHash<Library> {
        &STOCK.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &STOCK.book
    }

    fn main(&self) -> FileId {
        STOCK.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = STOCK.sources.iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == STOCK.report {
            return Ok(self.report.clone());
        }
        match &self.qr {
            Some(qr) if id == STOCK.qr => Ok(qr.clone()),
            _ => Err(missing(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        STOCK.fonts.get(index).cloned()
    }

    /// Paper knows only the dates written on it.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

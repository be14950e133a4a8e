//! Reads the set pages back, letter by letter.

use typst::diag::{FileResult, Warned};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::visualize::Geometry;
use typst::{Library, World};
use typst_layout::PagedDocument;

use super::press::Page;
use super::sheet::Sheet;
use crate::{Cell, Column, ColumnKind, Fact, Labels, Report, SignatureBox, Table};

/// What someone might type to make a template run it.
const CORPUS: [&str; 16] = [
    "#panic()",
    "#panic(\"stop\")",
    "#eval(\"1+1\")",
    "#read(\"report.json\")",
    "#import \"@preview/x:1.0.0\": *",
    "#set page(width: 1pt)",
    "#while true {}",
    "$x^2$",
    "$ sum_1 $",
    "*bold* _italic_ `raw`",
    "@ref <label>",
    "= Heading",
    "\\ \\u{41} \\#",
    "\"quoted\" 'single' --- ...",
    "// gone? /* gone? */",
    "<script>alert(1)</script> ]) } \"",
];

fn report(text: &str) -> Report {
    let owned = text.to_owned();
    let fact = Fact { label: owned.clone(), value: owned.clone(), mono: true };
    Report {
        title: owned.clone(),
        subtitle: Some(owned.clone()),
        language: "en".into(),
        classification: owned.clone(),
        hub: owned.clone(),
        document_number: Some(owned.clone()),
        as_of: owned.clone(),
        made_by: owned.clone(),
        featured: Some(fact.clone()),
        facts: vec![fact],
        table: Some(Table {
            columns: vec![Column {
                key: "a".into(),
                title: owned.clone(),
                kind: ColumnKind::Text,
                weight: 1,
            }],
            rows: vec![vec![Cell::Text(owned.clone())]],
        }),
        notes: vec![owned.clone()],
        signatures: vec![SignatureBox { role: owned.clone(), name: Some(owned.clone()) }],
        qr: Some(owned.clone()),
        labels: Labels {
            page: owned.clone(),
            document: owned.clone(),
            as_of: owned.clone(),
            made_by: owned.clone(),
            hub: owned.clone(),
            total_rows: owned.clone(),
            signature: owned.clone(),
            date: owned.clone(),
            name: owned.clone(),
            scan: owned.clone(),
            about: owned,
        },
        ..Report::default()
    }
}

/// How often the text stands on the one page: in 22 fields, the banner, the number and the hub again.
const PRINTED: usize = 28;

fn set(world: &dyn World) -> Option<String> {
    let Warned { output, .. } = typst::compile::<PagedDocument>(world);
    let mut text = String::new();
    for page in output.ok()?.pages() {
        read(&page.frame, &mut text);
    }
    Some(text)
}

fn read(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, text),
            FrameItem::Text(run) => text.push_str(&run.text),
            _ => {}
        }
    }
}

fn uprights(frame: &Frame) -> usize {
    let upright = |item: &FrameItem| match item {
        FrameItem::Group(group) => uprights(&group.frame),
        FrameItem::Shape(shape, _) => {
            usize::from(matches!(shape.geometry, Geometry::Line(to) if to.x.abs() < to.y.abs()))
        }
        _ => 0,
    };
    frame.items().map(|(_, item)| upright(item)).sum()
}

/// Line breaks swallow spaces, so these are no evidence.
fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && *it != '\u{200b}').collect()
}

fn page(text: &str) -> Page {
    let report = report(text);
    let sheet = serde_json::to_vec(&Sheet::of(&report)).unwrap();
    Page::new(sheet, Some(super::qr::draw(text).unwrap()))
}

#[test]
fn typed_text_is_printed_letter_by_letter_in_every_field() {
    for text in CORPUS {
        let printed = set(&page(text)).unwrap_or_else(|| panic!("{text} stopped the page"));
        let found = squeezed(&printed).matches(&squeezed(text)).count();
        assert!(found >= PRINTED, "{text}: {found} times in {printed}");
    }
}

#[test]
fn a_table_has_only_level_lines() {
    let Warned { output, .. } = typst::compile::<PagedDocument>(&page("W123456"));
    assert_eq!(output.unwrap().pages().iter().map(|page| uprights(&page.frame)).sum::<usize>(), 0);
}

/// The same page with text pasted into the template, as it must never be done.
struct Pasted {
    page: Page,
    main: Source,
}

impl Pasted {
    fn new(text: &str) -> Self {
        let path = VirtualPath::new("pasted.typ").unwrap();
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Self { page: page("x"), main: Source::new(id, format!("Title:\n{text}\n")) }
    }
}

impl World for Pasted {
    fn library(&self) -> &LazyHash<Library> {
        self.page.library()
    }
    fn book(&self) -> &LazyHash<FontBook> {
        self.page.book()
    }
    fn main(&self) -> FileId {
        self.main.id()
    }
    fn source(&self, _: FileId) -> FileResult<Source> {
        Ok(self.main.clone())
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.page.file(id)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.page.font(index)
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[test]
fn the_corpus_catches_a_template_that_pastes_text() {
    for text in CORPUS {
        let printed = set(&Pasted::new(text));
        let verbatim = printed.is_some_and(|it| squeezed(&it).contains(&squeezed(text)));
        assert!(!verbatim, "{text} proves nothing");
    }
}

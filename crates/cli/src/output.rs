//! What a run prints: words for people, JSON for scripts.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use app::api::job::Progress;
use app::api::problem::Problem;
use app::words::{Language, Words};
use serde::Serialize;
use serde_json::Value;

pub struct Output {
    json: bool,
    /// Something that was to be said went nowhere.
    lost: AtomicBool,
    pub words: &'static Words,
}

impl Output {
    /// Prints as JSON or in the words of `language`, or of the one the environment asks for.
    pub fn new(json: bool, language: Option<Language>) -> Self {
        let language = language.or_else(app::language_around).unwrap_or(Language::English);
        Self { json, lost: AtomicBool::new(false), words: Words::of(language) }
    }

    pub fn is_json(&self) -> bool {
        self.json
    }

    /// One JSON document on a line of its own.
    pub fn document(&self, document: &impl Serialize) {
        self.line(&serde_json::to_string(document).expect("the app's answers are JSON"));
    }

    pub fn line(&self, text: &str) {
        let mut out = io::stdout().lock();
        let said = writeln!(out, "{text}").and_then(|()| out.flush());
        // A pipe closed by its reader (`| head`) is no fault; a full disk is one.
        if said.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
            self.lost.store(true, Ordering::Relaxed);
        }
    }

    /// Whether something that was to be said went nowhere: a script must not take the run for done.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// Rows under headings, columns as wide as they need.
    pub fn table(&self, headings: &[String], rows: &[Vec<String>]) {
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.chain(headings.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..headings.len()).map(width).collect();
        for row in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            self.line(cells.join("  ").trim_end());
        }
    }

    /// How far long work is, on the error stream of a terminal.
    pub fn progress(&self, progress: &Progress) {
        if !io::stderr().is_terminal() {
            return;
        }
        let mut terminal = io::stderr().lock();
        let stage = self.words.say(&format!("stage-{}", progress.stage));
        let end = if progress.done >= progress.total { "\n" } else { "" };
        // Only how far it is: a terminal that went away stops no work.
        let _ = write!(terminal, "\r{stage} {}/{}   {end}", progress.done, progress.total);
    }

    /// Why nothing happened.
    pub fn problem(&self, problem: &Problem) {
        if self.json {
            self.document(problem);
        } else {
            // The exit code says it too, where nobody reads.
            let _ = writeln!(io::stderr().lock(), "{}", app::explain(problem, self.words));
        }
    }
}

/// A JSON value as one cell of a table.
pub fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields.values().map(cell).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

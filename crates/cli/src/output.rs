//! What a run prints: words for people, JSON for scripts.

use std::io::{self, IsTerminal as _, Write as _};

use app::api::job::Progress;
use app::api::problem::Problem;
use app::words::{Language, Words};
use serde::Serialize;
use serde_json::Value;

pub struct Output {
    json: bool,
    pub words: &'static Words,
}

impl Output {
    /// Prints as JSON or in the words of `language`, or of the system's language.
    pub fn new(json: bool, language: Option<&str>) -> Self {
        let system = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
        let language = language
            .and_then(Language::from_tag)
            .or_else(|| system.as_deref().and_then(Language::from_tag))
            .unwrap_or(Language::English);
        Self { json, words: Words::of(language) }
    }

    pub fn is_json(&self) -> bool {
        self.json
    }

    /// One JSON document on a line of its own.
    pub fn document(&self, document: &impl Serialize) {
        line(&serde_json::to_string(document).expect("the app's answers are JSON"));
    }

    pub fn line(&self, text: &str) {
        line(text);
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
            line(cells.join("  ").trim_end());
        }
    }

    /// How far long work is, on the error stream of a terminal.
    pub fn progress(&self, progress: &Progress) {
        if !io::stderr().is_terminal() {
            return;
        }
        let stage = self.words.say(&format!("stage-{}", progress.stage));
        eprint!("\r{stage} {}/{}   ", progress.done, progress.total);
        if progress.done >= progress.total {
            eprintln!();
        }
    }

    /// Why nothing happened.
    pub fn problem(&self, problem: &Problem) {
        if self.json {
            self.document(problem);
        } else {
            eprintln!("{}", app::explain(problem, self.words));
        }
    }
}

/// A pipe closed by its reader (`| head`) is no fault.
fn line(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
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

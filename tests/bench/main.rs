//! `cargo xtask bench`: what the device's work costs, each line beside a reference measured in the same run
//! on the same disk, and the budgets of docs/ARCHITECTURE.md.
//!
//! A missed ratio to a reference fails the run; a missed absolute figure is only printed, because it says
//! as much of the machine as of the program.

mod act;
mod bare;
mod books;
mod crowd;
mod day;
mod device;
mod figure;
mod frames;
mod holdings;
mod import;
mod ingest;
mod machine;
mod measure;
mod network;
mod paper;
mod postgres;
mod queries;
mod received;
mod seen;
mod start;
mod thin_line;
mod window;

use std::process::ExitCode;

use figure::{Figure, table};
use measure::Outcome;

const LINES: [&str; 13] = [
    "act", "apply", "rebuild", "search", "queries", "start", "import", "paper", "wire", "ingest", "seen",
    "day", "crowd",
];

/// How large the stores are made.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    quick: bool,
}

impl Scale {
    /// The size asked for, or a twentieth of it.
    fn of(self, full: usize) -> usize {
        if self.quick { full / 20 } else { full }
    }
}

/// The lines asked for; all where none was named.
pub struct Wanted(Vec<String>);

impl Wanted {
    fn has(&self, line: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|wanted| wanted == line)
    }
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().position(|argument| argument == "--quick");
    let scale = Scale { quick: quick.map(|at| arguments.remove(at)).is_some() };
    if let Some(unknown) = arguments.iter().find(|argument| !LINES.contains(&argument.as_str())) {
        eprintln!("bench: no line is called {unknown}\nusage: bench [--quick] [{}]", LINES.join("|"));
        return ExitCode::from(2);
    }
    match measure_all(scale, &Wanted(arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("bench: a ratio to its reference is missed");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What goes from one device to another.
fn between_devices(scale: Scale, wanted: &Wanted, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    if wanted.has("wire") {
        frames::figures(folder("wire")?.path(), scale, tell)?;
    }
    if wanted.has("ingest") {
        ingest::figures(folder("ingest")?.path(), scale, tell)?;
    }
    if wanted.has("seen") {
        seen::figures(scale, tell)?;
    }
    if wanted.has("day") {
        day::figures(scale, tell)?;
    }
    if wanted.has("crowd") {
        crowd::figures(folder("crowd")?.path(), scale, tell)?;
    }
    Ok(())
}

fn folder(name: &str) -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(&format!("komora-bench-{name}-")).tempdir()
}

/// Whether every ratio held.
fn measure_all(scale: Scale, wanted: &Wanted) -> Outcome<bool> {
    println!(
        "{}{}\n",
        machine::described(),
        if scale.quick { "; quick: a twentieth of each size" } else { "" }
    );
    let mut figures: Vec<Figure> = Vec::new();
    let mut tell = |figure: Figure| {
        eprintln!("  {}", figure.cells().join("  "));
        figures.push(figure);
    };
    if wanted.has("act") {
        act::figures(folder("act")?.path(), scale, &mut tell)?;
    }
    received::figures(folder("received")?.path(), scale, wanted, &mut tell)?;
    if wanted.has("import") {
        import::figures(folder("import")?.path(), scale, &mut tell)?;
    }
    if wanted.has("queries") || wanted.has("start") {
        books::figures(folder("books")?.path(), scale, wanted, &mut tell)?;
    }
    if wanted.has("paper") {
        paper::figures(&mut tell)?;
    }
    between_devices(scale, wanted, &mut tell)?;
    println!("{}\nload at the end {}", table(&figures), machine::load());
    Ok(figures.iter().all(Figure::keeps_ratio))
}

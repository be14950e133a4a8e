//! `cargo xtask test`: everything that has to be green, in order, stopping at the first failure.

use crate::counts::{self, Counts};
use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{cargo, journeys, packages, pages, program, tools};
use std::process::Command;
use std::time::Instant;

/// How much the tests of robustness do. They read `KOMORA_LONG`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Gate,
    Long,
}

type Check<'a> = Box<dyn Fn() -> Result<Counts, Failure> + 'a>;
type Step<'a> = (&'static str, Check<'a>);

pub fn test(workspace: &Workspace, size: Size) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut sum = Counts::default();
    for (name, step) in steps(workspace, size) {
        println!("\n== {name}");
        let started = Instant::now();
        let counts = step()?;
        println!("== {name}: {:.1} s", started.elapsed().as_secs_f64());
        sum = sum + counts;
        if counts.failed > 0 {
            println!("\n{sum}");
            return Err(Failure::FailedTests { failed: counts.failed });
        }
    }
    println!("\nall steps: {:.0} s", begun.elapsed().as_secs_f64());
    println!("{sum}");
    Ok(())
}

fn steps(workspace: &Workspace, size: Size) -> Vec<Step<'_>> {
    let cargo = |arguments: &'static [&'static str]| -> Check<'_> {
        Box::new(move || check(cargo::command(workspace.root()).args(arguments)))
    };
    let npm = |script: &'static str| -> Check<'_> {
        Box::new(move || check(&mut pages::npm(&workspace.ui(), &["run", "--silent", script])))
    };
    vec![
        ("system packages", Box::new(move || installed(size).map(|()| Counts::default()))),
        ("pages", Box::new(|| pages::build(workspace).map(|()| Counts::default()))),
        ("rustfmt", cargo(&["fmt", "--all", "--check"])),
        ("eslint and prettier", npm("lint")),
        ("svelte-check", npm("check")),
        ("interface units", Box::new(|| vitest(workspace))),
        ("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
        // Programs and tests in one build: apart, the tests' own dependencies would ask for other features
        // of shared crates, and the typesetter would be compiled twice.
        ("programs and tests", cargo(&["build", "--workspace", "--all-targets"])),
        ("rust tests", Box::new(move || nextest(workspace, size))),
        ("journeys", Box::new(|| journeys::run(workspace))),
    ]
}

fn installed(size: Size) -> Result<(), Failure> {
    match size {
        Size::Gate => packages::to_test(),
        Size::Long => packages::to_test_long(),
    }
}

/// A step that is green or stops everything, and counts no tests.
fn check(command: &mut Command) -> Result<Counts, Failure> {
    program::show(command).map(|()| Counts::default())
}

fn vitest(workspace: &Workspace) -> Result<Counts, Failure> {
    let report = workspace.target().join("vitest.json");
    let _ = std::fs::remove_file(&report); // an old report must not speak for this run
    let mut command = pages::npm(&workspace.ui(), &["run", "--silent", "test", "--", "--reporter=default"]);
    command.arg("--reporter=json").arg(format!("--outputFile.json={}", report.display()));
    let outcome = program::show(&mut command);
    match std::fs::read_to_string(&report).ok().as_deref().and_then(counts::vitest) {
        Some(counts) if counts.failed > 0 => Ok(counts),
        Some(counts) => outcome.map(|()| counts),
        None => outcome.and(Err(Failure::Unclear { what: "vitest" })),
    }
}

fn nextest(workspace: &Workspace, size: Size) -> Result<Counts, Failure> {
    tools::nextest(workspace.root())?;
    let mut command = cargo::command(workspace.root());
    command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    if size == Size::Long {
        command.env("KOMORA_LONG", "1");
    }
    let (status, screen) = program::show_and_keep_errors(&mut command)?;
    match counts::nextest(&screen) {
        Some(counts) if counts.failed > 0 => Ok(counts),
        Some(counts) => program::ended_well(&command, status).map(|()| counts),
        None => program::ended_well(&command, status).and(Err(Failure::Unclear { what: "nextest" })),
    }
}

//! The project's own commands: `cargo xtask run | test | bench | dist`.
//!
//! It fetches what is missing, builds, and starts other programs. It holds no rule of the product and
//! nothing of it is shipped.

mod bench;
mod cargo;
mod counts;
mod dist;
mod failure;
mod journeys;
mod packages;
mod pages;
mod program;
mod run;
mod test;
mod tools;
mod workspace;

use failure::Failure;
use std::process::ExitCode;
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run   [-- ARGUMENTS]  build the app and open it
  test  [--long]        check and test everything; --long adds the hours-long sizes
  bench [ARGUMENTS]     measure the release build against the budgets
  dist                  build the packages to install (deb, rpm)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage) => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<(), Failure> {
    let (command, rest) = arguments.split_first().ok_or(Failure::Usage)?;
    let workspace = Workspace::find()?;
    match (command.as_str(), rest) {
        ("run", rest) => run::run(&workspace, after_dashes(rest)?),
        ("test", []) => test::test(&workspace, test::Size::Gate),
        ("test", [flag]) if flag == "--long" => test::test(&workspace, test::Size::Long),
        ("bench", rest) => bench::bench(&workspace, rest),
        ("dist", []) => dist::dist(&workspace),
        _ => Err(Failure::Usage),
    }
}

/// What follows `--`; anything before it is a mistake.
fn after_dashes(arguments: &[String]) -> Result<&[String], Failure> {
    match arguments.split_first() {
        None => Ok(&[]),
        Some((dashes, rest)) if dashes == "--" => Ok(rest),
        Some(_) => Err(Failure::Usage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_for_the_app_stand_after_two_dashes() {
        let owned = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
        assert_eq!(after_dashes(&[]).unwrap(), &[] as &[String]);
        assert_eq!(after_dashes(&owned(&["--", "--store", "x"])).unwrap(), owned(&["--store", "x"]));
        assert!(matches!(after_dashes(&owned(&["--store"])), Err(Failure::Usage)));
    }
}

//! Starting other programs: showing what they print, or keeping it, or both.

use crate::failure::Failure;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};

/// Runs to the end, output on screen.
pub fn show(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, error))?;
    ended_well(command, status)
}

/// Runs to the end and hands back standard output; nothing on screen but its errors.
pub fn read(command: &mut Command) -> Result<String, Failure> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_started(command, error))?;
    ended_well(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end with standard error on screen as it comes, and hands it back with the status.
pub fn show_and_keep_errors(command: &mut Command) -> Result<(ExitStatus, String), Failure> {
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(|error| not_started(command, error))?;
    let pipe = child.stderr.take().expect("standard error was asked for as a pipe");
    let mut kept = String::new();
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // A closed screen is no reason to stop a test run.
        let _ = writeln!(std::io::stderr(), "{line}");
        kept.push_str(&line);
        kept.push('\n');
    }
    let status = child.wait().map_err(|error| not_started(command, error))?;
    Ok((status, kept))
}

pub fn ended_well(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::Stopped { program: line(command), code: status.code() })
}

fn not_started(command: &Command, error: std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy().into_owned();
    if error.kind() == std::io::ErrorKind::NotFound {
        return Failure::Missing { program, advice: "install it and try again" };
    }
    Failure::Unreadable { path: program.into(), error }
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named_with_its_code() {
        let failure = show(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(failure.to_string(), "`sh -c exit 3` ended with code 3");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = read(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(matches!(failure, Failure::Missing { program, .. } if program == "no-such-program-here"));
    }

    #[test]
    fn errors_are_kept_while_they_are_shown() {
        let (status, kept) =
            show_and_keep_errors(Command::new("sh").args(["-c", "echo one >&2; exit 1"])).unwrap();
        assert_eq!((status.code(), kept.as_str()), (Some(1), "one\n"));
    }
}

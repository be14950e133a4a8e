//! The coordination center's server and its operator's commands.
//!
//! Exit codes: 0 done · 1 broken · 2 usage · 3 refused (nothing changed).

use std::process::ExitCode;

use center::commands::{Arguments, Ending, Output, run};
use clap::Parser;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output { json: arguments.json };
    match run(arguments, &output) {
        Ok(()) => Ending::Done.code(),
        Err(problem) => {
            output.problem(&problem);
            problem.ending().code()
        }
    }
}

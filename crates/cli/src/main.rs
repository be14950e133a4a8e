//! Komora without a window, for scripts, operators and cron: the same app, the same commands, the
//! same words.
//!
//! Exit codes: 0 done · 1 broken · 2 usage · 3 refused (the rules, a passphrase or a file's content
//! said no; nothing changed).

mod arguments;
mod attachments;
mod bundles;
mod by_stick;
mod discrepancies;
mod ending;
mod lists;
mod network;
mod output;
mod recovery;
mod show;
mod store;
mod work;

use clap::Parser;

use arguments::Arguments;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let output = output::Output::new(arguments.json, arguments.language);
    match work::run(arguments, &output) {
        Ok(()) if output.is_lost() => {
            let problem = app::api::problem::Problem::DiskFailed { detail: "standard output".to_owned() };
            output.problem(&problem);
            ending::Ending::of(&problem).code()
        }
        Ok(()) => ending::Ending::Done.code(),
        Err(problem) => {
            output.problem(&problem);
            ending::Ending::of(&problem).code()
        }
    }
}

//! A laptop without any line joins by two files: `network request`, `admit-laptop`, `take-answer`.

use std::path::Path;

use app::Komora;
use app::api::job::{Ended, Job};
use app::api::operation::{Operation, Outcome};
use app::api::problem::Problem;
use app::api::status::Phase;
use app::words::Value as Word;

use crate::arguments::{Arguments, StickWork};
use crate::bundles::{taken, written};
use crate::output::Output;
use crate::store;
use crate::work::{created_with, done};

pub fn run(arguments: &Arguments, work: &StickWork, output: &Output) -> Result<(), Problem> {
    match work {
        StickWork::Request { file, person, rank } => {
            request(arguments, file, person.as_deref(), rank.clone(), output)
        }
        StickWork::AdmitLaptop { request, words, role, answer } => {
            let words = words.join(" ");
            match (role, answer) {
                (Some(role), Some(answer)) => {
                    admit(&*store::open(arguments)?, request, &words, role, answer, output)
                }
                _ => show(&*store::open(arguments)?, request, &words, output),
            }
        }
        StickWork::TakeAnswer { file } => take(&*store::waiting(arguments)?, file, output),
        StickWork::WithdrawRequest => {
            done(&store::waiting(arguments)?.operate(Operation::WithdrawRequest)?, output);
            Ok(())
        }
    }
}

fn request(
    arguments: &Arguments,
    file: &Path,
    person: Option<&str>,
    rank: Option<String>,
    output: &Output,
) -> Result<(), Problem> {
    let komora = match person {
        Some(person) => {
            let komora = store::made(store::at(arguments));
            let passphrase = store::passphrase(arguments)?;
            let asked = Operation::AskToJoin { person: person.to_owned(), rank, passphrase };
            created_with(&komora.operate(asked)?, output);
            komora
        }
        None => store::waiting(arguments)?,
    };
    done(&komora.operate(Operation::SaveRequest { path: file.display().to_string() })?, output);
    let phase = komora.status().phase;
    match phase {
        Phase::Waiting { words, .. } if !output.is_json() => {
            output.line(&output.words.say_with("cli-request-words", &[("words", Word::Text(words))]));
        }
        other => output.document(&other),
    }
    Ok(())
}

fn show(komora: &Komora, request: &Path, words: &str, output: &Output) -> Result<(), Problem> {
    let path = request.display().to_string();
    match komora.operate(Operation::ReadRequest { path, words: words.to_owned() })? {
        Outcome::Request { request } if !output.is_json() => {
            let who = [request.rank.unwrap_or_default(), request.person].join(" ");
            let values =
                [("person", Word::Text(who.trim().to_owned())), ("laptop", Word::Text(request.laptop))];
            output.line(&output.words.say_with("cli-request", &values));
        }
        other => output.document(&other),
    }
    Ok(())
}

fn admit(
    komora: &Komora,
    request: &Path,
    words: &str,
    role: &str,
    answer: &Path,
    output: &Output,
) -> Result<(), Problem> {
    let job = Job::AdmitLaptop {
        request: request.display().to_string(),
        words: words.to_owned(),
        role: role.to_owned(),
        answer: answer.display().to_string(),
    };
    match komora.run(job, &|progress| output.progress(progress))? {
        Ended::LaptopAdmitted { written: exported, .. } => written(&exported, output),
        other => return Err(Problem::Internal { detail: format!("{other:?}") }),
    }
    Ok(())
}

fn take(komora: &Komora, file: &Path, output: &Output) -> Result<(), Problem> {
    let job = Job::TakeAnswer { path: file.display().to_string() };
    match komora.run(job, &|progress| output.progress(progress))? {
        Ended::AnswerTaken { taken: imported, .. } => taken(&imported, output),
        other => return Err(Problem::Internal { detail: format!("{other:?}") }),
    }
    Ok(())
}

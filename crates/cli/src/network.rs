//! Joining a network, and meeting the center.

use std::net::SocketAddr;
use std::time::Duration;

use app::Komora;
use app::api::network::{Met, NetworkStatus};
use app::api::operation::Operation;
use app::api::problem::Problem;
use app::words::Value as Word;
use serde_json::json;

use crate::arguments::{Arguments, NetworkWork};
use crate::output::Output;
use crate::work::{created_with, done};
use crate::{by_stick, store};

/// Between two meetings while nothing is known to have happened, and after one that came to nothing.
const PAUSE: Duration = Duration::from_secs(10);

pub fn join(
    arguments: &Arguments,
    code: &[String],
    person: &str,
    rank: Option<String>,
    output: &Output,
) -> Result<(), Problem> {
    let komora = store::made(store::at(arguments));
    let created = komora.operate(Operation::JoinByCode {
        code: code.join(" "),
        person: person.to_owned(),
        rank,
        passphrase: store::passphrase(arguments)?,
    })?;
    created_with(&created, output);
    met(&komora.sync_once(&|_, _| {})?, output);
    Ok(())
}

/// Again and again, until the process is stopped: what was taken and given stays.
pub fn sync(arguments: &Arguments, once: bool, output: &Output) -> Result<(), Problem> {
    let komora = store::open(arguments)?;
    loop {
        match komora.sync_once(&|_, _| {}) {
            Ok(came) => met(&came, output),
            Err(problem) if once => return Err(problem),
            Err(problem) => output.problem(&problem),
        }
        if once {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
}

/// Fetches once from another laptop of the hub.
pub fn visit(arguments: &Arguments, address: SocketAddr, output: &Output) -> Result<(), Problem> {
    met(&store::open(arguments)?.visit(address)?, output);
    Ok(())
}

pub fn network(arguments: &Arguments, work: Option<&NetworkWork>, output: &Output) -> Result<(), Problem> {
    let operation = match work {
        None => return status(&*store::open(arguments)?, output),
        Some(NetworkWork::Found { person }) => {
            let komora = store::made(store::at(arguments));
            let passphrase = store::passphrase(arguments)?;
            let found = Operation::FoundNetwork { person: person.clone(), passphrase };
            created_with(&komora.operate(found)?, output);
            return status(&komora, output);
        }
        Some(NetworkWork::Center { address, key, registrar }) => Operation::NameCenter {
            address: address.clone(),
            center: key.clone(),
            registrar: registrar.clone(),
        },
        Some(NetworkWork::Card { file }) => Operation::SaveHubCard { path: file.display().to_string() },
        Some(NetworkWork::Admit { card, answer }) => {
            Operation::AdmitHub { path: card.display().to_string(), answer: answer.display().to_string() }
        }
        Some(NetworkWork::Join { card }) => Operation::JoinNetwork { path: card.display().to_string() },
        Some(NetworkWork::Stick(work)) => return by_stick::run(arguments, work, output),
        Some(NetworkWork::Vouchers { role, count, valid_days, out }) => Operation::SaveVouchers {
            role: role.clone(),
            count: *count,
            valid_days: *valid_days,
            path: out.display().to_string(),
        },
        Some(NetworkWork::Metered { on }) => Operation::SetMetered { metered: *on },
        Some(NetworkWork::Nearby { on }) => Operation::SetNearby { on: *on },
    };
    let komora = store::open(arguments)?;
    done(&komora.operate(operation)?, output);
    Ok(())
}

fn status(komora: &Komora, output: &Output) -> Result<(), Problem> {
    let answer = komora.ask(&app::api::query::Query::Network)?;
    if output.is_json() {
        output.document(&answer);
        return Ok(());
    }
    let broken = |error: serde_json::Error| Problem::Internal { detail: error.to_string() };
    let status: NetworkStatus = serde_json::from_value(answer).map_err(broken)?;
    let Some(network) = status.network else {
        output.line(&output.words.say("cli-stands-alone"));
        return Ok(());
    };
    output.line(&output.words.say_with("cli-network", &[("network", Word::Text(network))]));
    if let Some(center) = status.center {
        let values = [("address", Word::Text(center.address)), ("key", Word::Text(center.key))];
        output.line(&output.words.say_with("cli-center", &values));
    }
    let waiting = [("acts", Word::Number(status.waiting.acts.into()))];
    output.line(&output.words.say_with("cli-waiting", &waiting));
    for device in status.devices {
        let place = device.hub.unwrap_or_default();
        output.line(&format!("{}  {}  {}", device.key, device.name, place));
    }
    Ok(())
}

pub fn heads(komora: &Komora, output: &Output) -> Result<(), Problem> {
    for (feed, number, hash) in komora.heads()? {
        match output.is_json() {
            true => output.document(&json!({ "feed": feed, "number": number, "hash": hash })),
            false => output.line(&format!("{feed} {number} {hash}")),
        }
    }
    Ok(())
}

fn met(met: &Met, output: &Output) {
    if output.is_json() {
        output.document(met);
        return;
    }
    let values = [("came", met.came), ("went", met.went), ("parked", met.parked), ("aside", met.quarantined)];
    let values: Vec<(&str, Word)> = values.map(|(name, n)| (name, Word::Number(n.into()))).to_vec();
    output.line(&output.words.say_with("cli-met", &values));
}

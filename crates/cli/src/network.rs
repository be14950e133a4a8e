//! Joining a network, and meeting the center.

use std::net::SocketAddr;

use app::Komora;
use app::api::exchange::Met;
use app::api::network::{NetworkStatus, Untaken};
use app::api::operation::Operation;
use app::api::problem::Problem;
use app::words::Value as Word;
use serde_json::json;

use crate::arguments::{Arguments, NetworkWork};
use crate::output::Output;
use crate::work::{created_with, done};
use crate::{by_stick, store};

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
    met(&komora, &komora.sync_once(&|_, _| {})?, output)
}

/// Once; or again and again, until the process is stopped or somebody must act first: what was taken and given stays.
/// With `attachments` a metered line carries them like any other, until those that wait now are through.
pub fn sync(arguments: &Arguments, once: bool, attachments: bool, output: &Output) -> Result<(), Problem> {
    let komora = store::open(arguments)?;
    if attachments {
        komora.operate(Operation::SendAttachmentsNow)?;
    }
    if once {
        return met(&komora, &komora.sync_once(&|_, _| {})?, output);
    }
    komora.keep_meeting(&|outcome| {
        let told = outcome.as_ref().map_err(Problem::clone).and_then(|came| met(&komora, came, output));
        if let Err(problem) = told {
            output.problem(&problem);
        }
    })
}

/// Fetches once from another laptop of the hub.
pub fn visit(arguments: &Arguments, address: SocketAddr, output: &Output) -> Result<(), Problem> {
    let came = store::open(arguments)?.visit(address)?;
    said(&came, &[], output);
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
        Some(NetworkWork::Join { card, even_older }) => {
            Operation::JoinNetwork { path: card.display().to_string(), even_older: *even_older }
        }
        Some(NetworkWork::Holdings { out }) => Operation::SaveHoldings { path: out.display().to_string() },
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

fn standing(komora: &Komora) -> Result<NetworkStatus, Problem> {
    let answer = komora.ask(&app::api::query::Query::Network)?;
    serde_json::from_value(answer).map_err(|error| Problem::Internal { detail: error.to_string() })
}

fn status(komora: &Komora, output: &Output) -> Result<(), Problem> {
    let status = standing(komora)?;
    if output.is_json() {
        output.document(&status);
        return Ok(());
    }
    let Some(network) = status.network else {
        output.line(&output.words.say("cli-stands-alone"));
        return Ok(());
    };
    output.line(&output.words.say_with("cli-network", &[("network", Word::Text(network))]));
    if let Some(center) = status.center {
        let values =
            [("address", Word::Text(center.address.clone())), ("key", Word::Text(center.key.clone()))];
        output.line(&output.words.say_with("cli-center", &values));
        for untaken in &center.untaken {
            output.line(&app::explain_untaken(untaken, output.words));
        }
    }
    let waiting = [("acts", Word::Number(status.waiting.acts.into()))];
    output.line(&output.words.say_with("cli-waiting", &waiting));
    if status.parked > 0 {
        let parked = [("count", Word::Number(status.parked.into()))];
        output.line(&output.words.say_with("network-parked", &parked));
    }
    for awaited in &status.awaited {
        output.line(&app::explain_awaited(awaited, output.words));
    }
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

/// What a meeting with the center came to, what the center does not take, and what waits because the line is paid by
/// the megabyte.
fn met(komora: &Komora, met: &Met, output: &Output) -> Result<(), Problem> {
    let standing = standing(komora)?;
    let (metered, waiting) = (standing.metered, standing.attachments);
    said(met, &standing.center.map(|center| center.untaken).unwrap_or_default(), output);
    let values = [("going", waiting.going.attachments), ("coming", waiting.coming.attachments)];
    if metered && !output.is_json() && values.iter().any(|(_, n)| *n > 0) {
        let values: Vec<(&str, Word)> = values.map(|(name, n)| (name, Word::Number(n.into()))).to_vec();
        output.line(&output.words.say_with("cli-attachments-wait", &values));
    }
    Ok(())
}

fn said(met: &Met, untaken: &[Untaken], output: &Output) {
    if output.is_json() {
        let Met { came, went, parked, quarantined, refused, attachments_came, attachments_went, spoilt } =
            met;
        output.document(&json!({
            "came": came, "went": went, "parked": parked, "quarantined": quarantined, "refused": refused,
            "attachmentsCame": attachments_came, "attachmentsWent": attachments_went, "spoilt": spoilt,
            "untaken": untaken,
        }));
        return;
    }
    let values = [("came", met.came), ("went", met.went), ("parked", met.parked), ("aside", met.quarantined)];
    let values: Vec<(&str, Word)> = values.map(|(name, n)| (name, Word::Number(n.into()))).to_vec();
    output.line(&output.words.say_with("cli-met", &values));
    let values = [("came", met.attachments_came), ("went", met.attachments_went), ("spoilt", met.spoilt)];
    if values.iter().any(|(_, n)| *n > 0) {
        let values: Vec<(&str, Word)> = values.map(|(name, n)| (name, Word::Number(n.into()))).to_vec();
        output.line(&output.words.say_with("cli-met-attachments", &values));
    }
    for one in untaken {
        output.line(&app::explain_untaken(one, output.words));
    }
}

//! Meeting the center: once, as the command line does, or all the time in the background.
//!
//! A meeting runs on a thread of its own and never on those that serve the window; the books stay usable
//! throughout. Locking ends it within two seconds.

mod cards;
mod fetching;
mod giving;
mod joining;
mod keeper;
mod known;
mod meeting;
mod pace;
mod pause;
mod problem;
mod status;

use std::collections::BTreeSet;
use std::sync::Arc;

use wire::{Cancel, Client, Identity, Waits};

use crate::api::job::Notice;
use crate::api::network::{Met, SyncProblem};
use crate::api::problem::Problem;
use crate::books::{Books, Center};
use crate::komora::Komora;
use domain::Command;
use domain::people::{PersonDetails, PersonalDetails};
use meeting::{Ended, Meeting};
use store::Recorded;

pub(crate) use cards::{admit_hub, join_network, name_center, save_holdings, save_hub_card, save_vouchers};
pub(crate) use fetching::Fetching;
pub(crate) use joining::{Newcomer, found_network, fresh, join_by_code, leave_open};
pub(crate) use keeper::Keeper;
pub(crate) use meeting::Step;
pub(crate) use pace::Pace;
pub(crate) use pause::after_faults;
pub(crate) use status::status;

/// Topic of what this module tells.
pub(crate) const TOPIC: &str = "network";

/// Meets the center once.
///
/// # Errors
/// [`SyncProblem::NotJoined`], or why the meeting broke off; what was taken and given by then stays so.
pub(crate) fn once(komora: &Komora, progress: &dyn Fn(bool, u32)) -> Result<Met, Problem> {
    let books = komora.books()?;
    let center = books.center()?.ok_or(SyncProblem::NotJoined)?;
    let mut client = client(&books, &center, Cancel::default());
    let tell = |step: Step, _: &Recorded| progress(step.fetching, step.entries);
    let ended = meet(komora, &books, &center, &mut client, &tell)?;
    Ok(ended.met)
}

fn client(books: &Books, center: &Center, cancel: Cancel) -> Client {
    Client::new(&Identity::new(books.device_key()), center.peer(), Waits::default(), cancel)
}

/// One meeting, and what follows from it: the window is told what changed, and a person who is new here is
/// written into the hub's books as soon as the laptop may write.
fn meet(
    komora: &Komora,
    books: &Arc<Books>,
    center: &Center,
    client: &mut Client,
    watch: &dyn Fn(Step, &Recorded),
) -> Result<Ended, Problem> {
    let told = |step: Step, recorded: &Recorded| {
        let mut topics: BTreeSet<String> = recorded.topics.iter().map(|topic| (*topic).to_owned()).collect();
        if recorded.entries > 0 {
            topics.insert("acts".to_owned());
        }
        if !topics.is_empty() {
            komora.tell(Notice::Topics { topics: topics.into_iter().collect() });
        }
        watch(step, recorded);
    };
    let metered = books.is_metered()?;
    let parked = books.parked()?;
    let held = Meeting::with(books, client, center, metered, &told)?.hold();
    // Cut, a laptop is given nothing more, not even the cut: what it was told is all it can go by.
    match &held {
        Ok(_) => books.set_shut_out(false)?,
        Err(Problem::Sync { sync: SyncProblem::Revoked }) => books.set_shut_out(true)?,
        Err(_) => {}
    }
    let mut ended = held?;
    if introduce(komora, books)? {
        let again = Meeting::with(books, client, center, metered, &told)?.hold()?;
        ended.met.went += again.met.went;
    }
    // Some of those that had to wait found later what they rest on.
    ended.met.parked = books.parked()?.saturating_sub(parked);
    status::met(books)?;
    Ok(ended)
}

/// Writes the person who came with this laptop into the hub's books, once.
pub(crate) fn introduce(komora: &Komora, books: &Arc<Books>) -> Result<bool, Problem> {
    let Some(introduction) = books.introduction()? else { return Ok(false) };
    if books.hub().is_none() || !books.is_enrolled()? {
        return Ok(false);
    }
    let personal =
        PersonalDetails { name: introduction.name, rank: introduction.rank, ..PersonalDetails::default() };
    let add = Command::AddPerson { id: books.person(), details: PersonDetails::default(), personal };
    // Whoever is written down already is not written down again: a power cut came between.
    match books.execute(&add, None) {
        Ok(receipt) => komora.tell(Notice::Topics { topics: receipt.topics }),
        Err(Problem::Refused { .. }) => {}
        Err(problem) => return Err(problem),
    }
    books.forget_introduction()?;
    komora.tell(Notice::Status);
    Ok(true)
}

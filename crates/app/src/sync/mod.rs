//! Meeting the center: once, as the command line does, or all the time in the background.
//!
//! A meeting runs on a thread of its own and never on those that serve the window; the books stay usable
//! throughout. Locking ends it within two seconds.

mod cards;
mod carrying;
mod fetching;
mod giving;
mod joining;
mod keeper;
mod known;
mod meeting;
mod notes;
mod pace;
mod pause;
mod problem;
mod status;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use wire::message::{BlobName, HeadsRequest};
use wire::{Cancel, Client, Identity, Waits};

use crate::api::exchange::Met;
use crate::api::job::Notice;
use crate::api::problem::{Problem, SyncProblem};
use crate::books::{Books, Center};
use crate::clock::now_ms;
use crate::komora::Komora;
use carrying::SMALL_BYTES;
use domain::Command;
use domain::people::{PersonDetails, PersonalDetails};
use meeting::Meeting;
use store::Recorded;

pub(crate) use cards::{admit_hub, join_network, name_center, save_holdings, save_hub_card, save_vouchers};
pub(crate) use carrying::{Carried, Carrying};
pub(crate) use fetching::Fetching;
pub(crate) use joining::{Newcomer, found_network, fresh, join_by_code, leave_open};
pub(crate) use keeper::Keeper;
pub(crate) use meeting::Step;
pub(crate) use notes::BlobNotes;
pub(crate) use pace::Pace;
pub(crate) use pause::after_faults;
pub(crate) use status::status;

/// Topic of what this module tells.
pub(crate) const TOPIC: &str = "network";

/// Topic of photographs and documents that came.
const ATTACHMENTS: &str = "attachments";

/// What a meeting that ended well came to.
struct Ended {
    met: Met,
    /// When the center first found its own database changed.
    damaged_ms: Option<i64>,
    /// There is more to be carried: the next meeting is to come after so long.
    again: Option<Duration>,
}

/// Who watches a meeting, and how it is told to hurry.
struct Watch<'a> {
    step: &'a dyn Fn(Step),
    /// Whether somebody waits for the next one.
    is_called: &'a dyn Fn() -> bool,
}

/// Meets the center once, and again until no photograph or document is left to be carried.
///
/// # Errors
/// [`SyncProblem::NotJoined`], or why the meeting broke off; what was taken and given by then stays so.
pub(crate) fn once(komora: &Komora, progress: &dyn Fn(bool, u32)) -> Result<Met, Problem> {
    let mut all = Met::default();
    loop {
        let books = komora.books()?;
        let center = books.center()?.ok_or(SyncProblem::NotJoined)?;
        let mut client = client(&books, &center, Cancel::default());
        let step = |step: Step| progress(step.fetching, step.entries);
        let ended = meet(komora, &books, &center, &mut client, &Watch { step: &step, is_called: &|| false })?;
        all.add(ended.met);
        let Some(pause) = ended.again else { return Ok(all) };
        std::thread::sleep(pause);
    }
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
    watch: &Watch<'_>,
) -> Result<Ended, Problem> {
    let told = |step: Step, recorded: &Recorded| {
        let mut topics: BTreeSet<String> = recorded.topics.iter().map(|topic| (*topic).to_owned()).collect();
        if recorded.entries > 0 {
            topics.insert("acts".to_owned());
        }
        if !topics.is_empty() {
            komora.tell(Notice::Topics { topics: topics.into_iter().collect() });
        }
        (watch.step)(step);
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
    let meeting::Ended { mut met, damaged_ms } = held?;
    if introduce(komora, books)? {
        let again = Meeting::with(books, client, center, metered, &told)?.hold()?;
        met.went += again.met.went;
    }
    // Some of those that had to wait found later what they rest on.
    met.parked = books.parked()?.saturating_sub(parked);
    status::met(books)?;
    let again = carry(komora, books, center, client, watch, &mut met)?;
    Ok(Ended { met, damaged_ms, again })
}

/// Photographs and documents, after the entries. Says after how long there is more to be carried.
fn carry(
    komora: &Komora,
    books: &Books,
    center: &Center,
    client: &mut Client,
    watch: &Watch<'_>,
    met: &mut Met,
) -> Result<Option<Duration>, Problem> {
    let notes = &komora.inner.blobs;
    let all = notes.sends_all();
    let most_bytes = if books.is_metered()? && !all { SMALL_BYTES } else { u64::MAX };
    let (came, went) = (met.came, met.went);
    let tell = |carried: Carried| {
        let fetching = carried.fetching;
        (watch.step)(Step { fetching, entries: if fetching { came } else { went } });
        say_carried(komora, &carried);
    };
    let carrying = &mut Carrying {
        books,
        client,
        party: center.key,
        notes,
        most_bytes,
        is_called: watch.is_called,
        tell: &tell,
        met,
        again: None,
        paused: false,
        held_there: Vec::new(),
    };
    carrying.both_ways()?;
    let (again, held_there) = (carrying.again, std::mem::take(&mut carrying.held_there));
    note_held(books, center, client, &held_there)?;
    if all && again.is_none() {
        notes.all_are_through();
    }
    Ok(again)
}

/// Notes what the center holds, once it was heard of after it had it: should it be set back later, it is heard that
/// it was, and all of this is forgotten.
fn note_held(
    books: &Books,
    center: &Center,
    client: &mut Client,
    held_there: &[BlobName],
) -> Result<(), Problem> {
    if held_there.is_empty() {
        return Ok(());
    }
    let mut known = known::read(books)?;
    let answer = client.heads(&HeadsRequest { since: known.since, ladders_wanted: Vec::new() })?;
    let set_back = known.hear(answer);
    if set_back {
        books.forget_reached(&center.signs_with())?;
    }
    known::keep(&known, books)?;
    if set_back { Ok(()) } else { books.blobs_held_there(&center.key, held_there, now_ms()) }
}

/// The window is told of what came whole, and how much waits still.
pub(crate) fn say_carried(komora: &Komora, carried: &Carried) {
    if !carried.whole {
        return;
    }
    let mut topics = vec![TOPIC.to_owned()];
    topics.extend(carried.fetching.then(|| ATTACHMENTS.to_owned()));
    komora.tell(Notice::Topics { topics });
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

//! One visit to a neighbour: hear what it holds, fetch what is lacking here, then photographs and documents.

use std::net::SocketAddr;
use std::time::Duration;

use feed::DeviceKey;
use feed::exchange::Holdings;
use store::Recorded;
use wire::message::HeadsRequest;
use wire::{Cancel, Client, Identity, Peer, PeerKey, Waits, WireError};

use crate::api::exchange::Met;
use crate::api::problem::{Problem, SyncProblem};
use crate::books::Books;
use crate::clock::now_ms;
use crate::sync::{BlobNotes, Carried, Carrying, Fetching, Pace, Step};

/// On a cable, whoever does not answer soon is not there.
const WAITS: Waits = Waits {
    connect: Duration::from_secs(3),
    exchange: Duration::from_secs(30),
    silence: Duration::from_secs(30),
};

/// Whom to visit, and what is kept in mind of it.
pub(super) struct Host<'a> {
    pub device: DeviceKey,
    pub addresses: &'a [SocketAddr],
    pub notes: &'a BlobNotes,
}

/// Who is told of what came.
pub(super) struct Told<'a> {
    pub entries: &'a dyn Fn(Step, &Recorded),
    pub blobs: &'a dyn Fn(Carried),
}

/// What a visit came to, and whether there is more to be fetched at once.
pub(super) struct Visited {
    pub met: Met,
    pub again: bool,
}

/// Fetches from a laptop at the first of its addresses that answers.
///
/// # Errors
/// Why it broke off; what was taken by then stays so.
pub(super) fn visit(
    books: &Books,
    host: &Host<'_>,
    cancel: &Cancel,
    told: &Told<'_>,
) -> Result<Visited, Problem> {
    let mut last = None;
    let key = PeerKey::from_bytes(*host.device.as_bytes());
    for address in host.addresses {
        let peer = Peer { address: address.to_string(), key };
        let mut client = Client::new(&Identity::new(books.device_key()), peer, WAITS, cancel.clone());
        match client.heads(&HeadsRequest::default()) {
            Ok(answer) => return fetch(books, host, &mut client, &answer.holdings, told),
            Err(WireError::NotThePinnedKey) => last = Some(SyncProblem::NobodyNearby.into()),
            Err(error) => last = Some(Problem::from(error)),
        }
    }
    Err(last.unwrap_or(Problem::Cancelled))
}

fn fetch(
    books: &Books,
    host: &Host<'_>,
    client: &mut Client,
    said: &Holdings,
    told: &Told<'_>,
) -> Result<Visited, Problem> {
    let mut met = Met::default();
    let pace = &mut Pace::of_neighbour();
    let mut fetching = Fetching { books, client: &mut *client, pace, tell: told.entries, met: &mut met };
    fetching.all(said)?;
    books.heard_of_device(host.device, said, now_ms())?;
    let mut carrying = Carrying {
        books,
        client,
        party: *host.device.as_bytes(),
        notes: host.notes,
        // On a cable nothing is paid by the megabyte.
        most_bytes: u64::MAX,
        is_called: &|| false,
        tell: told.blobs,
        met: &mut met,
        again: None,
        paused: false,
        held_there: Vec::new(),
    };
    carrying.fetch()?;
    books.blobs_held_there(&carrying.party, &carrying.held_there, now_ms())?;
    // Who asks for a pause is visited when its turn comes.
    let again = carrying.again.is_some() && !carrying.paused;
    Ok(Visited { met, again })
}

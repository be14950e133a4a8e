//! One visit to a neighbour: hear what it holds, fetch what is lacking here.

use std::net::SocketAddr;
use std::time::Duration;

use feed::DeviceKey;
use store::Recorded;
use wire::message::HeadsRequest;
use wire::{Cancel, Client, Identity, Peer, PeerKey, Waits, WireError};

use crate::api::network::{Met, SyncProblem};
use crate::api::problem::Problem;
use crate::books::Books;
use crate::clock::now_ms;
use crate::sync::{Fetching, Pace, Step};

/// On a cable, whoever does not answer soon is not there.
const WAITS: Waits = Waits {
    connect: Duration::from_secs(3),
    exchange: Duration::from_secs(30),
    silence: Duration::from_secs(30),
};

/// Fetches from the laptop `device` at the first of its addresses that answers.
///
/// # Errors
/// Why it broke off; what was taken by then stays so.
pub(super) fn visit(
    books: &Books,
    device: DeviceKey,
    addresses: &[SocketAddr],
    cancel: &Cancel,
    tell: &dyn Fn(Step, &Recorded),
) -> Result<Met, Problem> {
    let mut last = None;
    for address in addresses {
        let peer = Peer { address: address.to_string(), key: PeerKey::from_bytes(*device.as_bytes()) };
        let mut client = Client::new(&Identity::new(books.device_key()), peer, WAITS, cancel.clone());
        match client.heads(&HeadsRequest::default()) {
            Ok(answer) => {
                let mut met = Met::default();
                let pace = &mut Pace::of_neighbour();
                let mut fetching = Fetching { books, client: &mut client, pace, tell, met: &mut met };
                fetching.all(&answer.holdings)?;
                books.heard_of_device(device, &answer.holdings, now_ms())?;
                return Ok(met);
            }
            Err(WireError::NotThePinnedKey) => last = Some(SyncProblem::NobodyNearby.into()),
            Err(error) => last = Some(Problem::from(error)),
        }
    }
    Err(last.unwrap_or(Problem::Cancelled))
}

//! The ways in which a laptop hangs on the center, from the beginning of what it is about to its end, with room
//! for something to happen between.

use feed::{Scope, Verified};
use wire::message::{HeadsRequest, PushRequest};
use wire::{LiveEvent, WireError};

use super::device::{Device, page};
use super::live::until;
use super::relay::Relay;

/// Bytes that are on the line when it is held up: beyond the handshake, far from the end.
pub const BEGUN_BYTES: u64 = 20_000;
/// Bytes let on at each look: the line is as slow as those of the field, and never stands still.
const DROP_BYTES: u64 = 256;

/// How a laptop hangs on the center.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangs {
    Idle,
    OnLongPoll,
    MidUpload,
    MidDownload,
    ComingBack,
}

pub const ALL: [Hangs; 5] =
    [Hangs::Idle, Hangs::OnLongPoll, Hangs::MidUpload, Hangs::MidDownload, Hangs::ComingBack];

impl Hangs {
    /// What the laptop is about, `between` its beginning and its end.
    pub fn passes(
        self,
        device: &mut Device,
        relay: &Relay,
        upload: &[Verified],
        between: &mut dyn FnMut(),
    ) -> Result<(), WireError> {
        let center = device.center().clone();
        match self {
            Self::Idle => {
                device.client.heads(&HeadsRequest::default())?;
                between();
                device.client.heads(&HeadsRequest::default()).map(drop)
            }
            Self::OnLongPoll => {
                let mut live = device.client.live()?;
                assert_eq!(live.wait()?, LiveEvent::Quiet);
                between();
                while !matches!(live.wait()?, LiveEvent::Changed(Scope::Hub(_))) {}
                Ok(())
            }
            Self::MidUpload => {
                device.client = device.speaking_to(&center);
                relay.up().hold_after(BEGUN_BYTES);
                let request = PushRequest { page: page(upload) };
                let client = &mut device.client;
                halfway(relay, between, move || client.push(&request).map(drop))
            }
            Self::MidDownload => {
                let request = device.everything();
                device.client = device.speaking_to(&center);
                relay.down().hold_after(BEGUN_BYTES);
                let client = &mut device.client;
                halfway(relay, between, move || {
                    let answer = client.pull(&request)?;
                    assert!(answer.page.len() > 1_000_000, "not much of a download");
                    Ok(())
                })
            }
            Self::ComingBack => {
                device.client.heads(&HeadsRequest::default())?;
                device.client = device.speaking_to(&center);
                between();
                device.client.heads(&HeadsRequest::default()).map(drop)
            }
        }
    }

    /// Whether the forgeries come before the word of the cut.
    pub fn hears_late(self) -> bool {
        matches!(self, Self::OnLongPoll | Self::MidDownload)
    }
}

/// Begins an exchange on a line that is held up, and lets it go on slowly.
pub fn halfway(
    relay: &Relay,
    between: &mut dyn FnMut(),
    exchange: impl FnOnce() -> Result<(), WireError> + Send,
) -> Result<(), WireError> {
    std::thread::scope(|scope| {
        let exchange = scope.spawn(exchange);
        until("it has begun", || relay.up().is_held() || relay.down().is_held());
        between();
        until("it is over", || {
            relay.up().let_drop(DROP_BYTES);
            relay.down().let_drop(DROP_BYTES);
            exchange.is_finished()
        });
        relay.up().let_on();
        relay.down().let_on();
        exchange.join().unwrap()
    })
}

//! The live channel: the other end tells at once that something changed.

use std::time::Duration;

use super::connection::{Connection, Line};
use super::http1;
use crate::error::{Refused, WireError};
use crate::live_event::LiveEvent;
use crate::route;

const LONGEST_EVENT_BYTES: usize = 16 * 1024;

/// An open channel. Dropping it closes it.
pub struct Live {
    connection: Connection,
    silence: Duration,
    text: Vec<u8>,
    ended: bool,
}

impl Live {
    pub(super) fn open(line: &Line) -> Result<Self, WireError> {
        let mut connection = line.connect()?;
        connection.wait_at_most(line.waits.exchange);
        http1::send(&mut connection, "GET", route::LIVE, &line.peer.address, None)?;
        let head = http1::read_head(&mut connection)?;
        if head.status != 200 {
            let told = http1::read_all(&mut connection, &head, LONGEST_EVENT_BYTES)?;
            return Err(Refused::from_bytes(&told).map_or(WireError::BadAnswer, WireError::Refused));
        }
        if head.length != http1::Length::Chunks {
            return Err(WireError::BadAnswer);
        }
        Ok(Self { connection, silence: line.waits.silence, text: Vec::new(), ended: false })
    }

    /// Waits for the next event.
    ///
    /// # Errors
    /// The channel was closed (a revocation closes it too: ask for heads to know), fell silent, or was
    /// cancelled.
    pub fn wait(&mut self) -> Result<LiveEvent, WireError> {
        loop {
            if let Some(event) = LiveEvent::take(&mut self.text) {
                return event.ok_or(WireError::BadAnswer);
            }
            if self.ended {
                return Err(WireError::BrokenOff(std::io::ErrorKind::UnexpectedEof.into()));
            }
            self.connection.wait_at_most(self.silence);
            self.ended = !http1::read_chunk(&mut self.connection, LONGEST_EVENT_BYTES, &mut self.text)?;
        }
    }
}

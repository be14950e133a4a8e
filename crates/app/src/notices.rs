//! What the app tells its shells unasked, only ever after the fact.

use tokio::sync::broadcast;

use crate::api::job::Notice;

/// How many notices a slow shell may lag behind before it is told to ask everything again.
const KEPT: usize = 256;

/// The sending side.
#[derive(Clone, Debug)]
pub struct Notices {
    sender: broadcast::Sender<Notice>,
}

impl Default for Notices {
    fn default() -> Self {
        Self { sender: broadcast::Sender::new(KEPT) }
    }
}

impl Notices {
    /// Tells whoever listens; nobody listening is fine.
    pub fn tell(&self, notice: Notice) {
        let _ = self.sender.send(notice);
    }

    /// Listens from now on.
    pub fn listen(&self) -> Listener {
        Listener { receiver: self.sender.subscribe() }
    }
}

/// The listening side.
#[derive(Debug)]
pub struct Listener {
    receiver: broadcast::Receiver<Notice>,
}

impl Listener {
    /// The next notice; none once the app is gone. A listener that fell behind hears "everything
    /// may have changed" instead of what it missed.
    pub async fn next(&mut self) -> Option<Notice> {
        match self.receiver.recv().await {
            Ok(notice) => Some(notice),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Notice::Status),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }

    /// The next notice if there is one already.
    pub fn heard(&mut self) -> Option<Notice> {
        self.receiver.try_recv().ok()
    }
}

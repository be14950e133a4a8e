//! What a laptop, the center and another laptop on the same cable share to talk: TLS pinned at both ends by
//! Ed25519 keys, the messages, an enrolment code that fits on paper, a blocking client and the door of a
//! server.
//!
//! It moves pages and never looks into one, keeps nothing, and trusts no certificate authority.

pub mod bundle;
mod client;
mod code;
mod error;
mod live_event;
pub mod message;
mod mutant;
mod request;
pub mod route;
mod sealing;
pub mod server;
mod tls;
mod words;

pub use client::{Cancel, Client, Counts, Live, Peer, Waits};
pub use code::{BadCode, EnrolmentCode, ticket_of};
pub use error::{Refused, WireError};
pub use live_event::LiveEvent;
pub use request::{Asking, JoinRequest, REQUEST_ENDING, RequestError};
pub use tls::{Identity, PeerKey};

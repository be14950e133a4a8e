//! The door of a server: TLS, time limits, places for connections, bodies within bounds. What is behind the
//! door, the center and a LAN peer each bring themselves.

mod body;
mod door;
mod paced;
mod seats;
mod spoken;

pub use body::{Allowance, Answer, answer, read_body, refusal};
pub use door::{Door, Guests, Limits};
pub use spoken::Asking;

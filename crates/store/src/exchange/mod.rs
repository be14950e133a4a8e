//! What this store says it has, what it hands out of it, and how it names subjects on the way: the holder's
//! half of [`feed::exchange`]. What comes in goes through [`record`](crate::record) like everything else.

mod held;
mod names;
mod offer;
pub mod reached;
mod runs;
mod take;
pub mod untaken;

pub use held::{heads, held, holdings, theirs};
pub use names::StoreNames;
pub use offer::{Offer, OfferedPage};
pub use runs::{Portion, pieces, run, spans};
pub use take::{NotTaken, check, keep, keep_in, take};

//! What may happen to the stock, weapons, places and people of a hub: the words (items, assets,
//! lots, events, commands), what [`decide`](decide::decide) allows, and how events
//! [`fold`](fold) into what is known now.
//!
//! Pure: no clock, disk, network or randomness. Facts, time and ids come in as arguments.

pub mod asset;
pub mod attachment;
pub mod changes;
pub mod command;
pub mod condition;
pub mod decide;
pub mod discrepancy;
pub mod event;
pub mod facts;
pub mod fold;
pub mod hazard;
pub mod ids;
pub mod item;
pub mod kinds;
pub mod lot;
pub mod nsn;
pub mod payload;
pub mod people;
pub mod place;
pub mod quantity;
pub mod refusal;
pub mod serial;
pub mod stock;
pub mod tables;

pub use command::Command;
pub use decide::{Decision, NewEvent, Warning, decide};
pub use event::Event;
pub use facts::Facts;
pub use ids::*;
pub use payload::EventError;
pub use quantity::Quantity;
pub use refusal::Refusal;

//! The history as another crate sees it.

mod admission;
mod book;
mod causality;
mod controls;
mod cuts;
mod encoding;
mod exchange;
mod golden;
mod hub;
mod judging;
mod known;
mod membership;
mod net;
mod network;
mod random;
mod recovery;
mod registrars;
mod sitting;
mod spans;
mod vouchers;
mod writing;

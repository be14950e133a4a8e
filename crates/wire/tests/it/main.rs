//! Both ends over a real socket on loopback.

// Clippy knows only functions marked as tests; here everything belongs to one.
#![allow(clippy::unwrap_used)]

mod blobs;
mod bundles;
mod ends;
mod handshakes;
mod requests;
mod strangers;

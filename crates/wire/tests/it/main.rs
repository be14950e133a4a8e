//! Both ends over a real socket on loopback.

mod ends;
mod handshakes;
mod requests;
mod strangers;

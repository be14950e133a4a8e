//! What the domain promises: decision tables, properties, golden bytes, rules by their id.

#![allow(clippy::unwrap_used, reason = "a test that meets nothing where something must be has failed")]

mod arbitrary;
mod asked_for;
mod attaching;
mod bytes;
mod changes;
mod correcting;
mod custody;
mod descriptions;
mod folding;
mod golden;
mod make;
mod properties;
mod receiving;
mod rules;
mod settling;
mod stock;
mod texts;
mod world;

//! The training hub: a whole make-believe hub, the same one for everybody on the same day, made by the
//! commands a person would send. Nothing and nobody in it is real.

mod assets;
mod building;
mod catalogue;
mod days;
mod handing;
mod holdings;
mod kits;
mod mishaps;
mod people;
mod places;
mod plan;
mod profile;
mod random;
mod serials;
mod stock;
mod storekeeping;
mod world;

#[cfg(test)]
mod tests;

pub(crate) use building::make;

/// Opens the sandbox; no secret.
pub const PASSPHRASE: &str = "training-hub-sandbox";

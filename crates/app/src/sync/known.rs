//! What a center last said it holds, kept between meetings so that it need only tell what changed.

use feed::Hash;
use feed::exchange::Holdings;
use serde::{Deserialize, Serialize};
use wire::message::{Heard, Since};

use crate::api::problem::Problem;
use crate::books::Books;
use crate::hex::{hex, unhex};

const SETTING: &str = crate::books::CENTER_HOLDS;

/// As it lies in the store. What does not read is asked for anew.
#[derive(Serialize, Deserialize)]
struct Kept {
    generation: [u8; 16],
    number: u64,
    #[serde(default)]
    mark: [u8; 32],
    /// Hex of the canonical bytes.
    holdings: String,
}

pub(super) fn read(books: &Books) -> Result<Heard, Problem> {
    let Some(kept) = books.setting::<Kept>(SETTING)? else { return Ok(Heard::default()) };
    let holdings = unhex(&kept.holdings).and_then(|bytes| Holdings::from_bytes(&bytes).ok());
    let mark = Hash::from_bytes(kept.mark);
    let since = Since { generation: kept.generation, number: kept.number, mark };
    Ok(holdings.map_or_else(Heard::default, |holdings| Heard { since: Some(since), holdings }))
}

pub(super) fn keep(heard: &Heard, books: &Books) -> Result<(), Problem> {
    let Some(Since { generation, number, mark }) = heard.since else { return Ok(()) };
    let holdings = hex(&heard.holdings.to_bytes());
    books.set_setting(SETTING, &Kept { generation, number, mark: *mark.as_bytes(), holdings })
}

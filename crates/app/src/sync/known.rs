//! What a center last said it holds, kept between meetings so that it need only tell what changed.

use feed::exchange::Holdings;
use serde::{Deserialize, Serialize};
use wire::message::{HeadsAnswer, Since};

use crate::api::problem::Problem;
use crate::books::Books;
use crate::hex::{hex, unhex};

const SETTING: &str = crate::books::CENTER_HOLDS;

/// The center's word, as of one of its commits.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub since: Option<Since>,
    pub holdings: Holdings,
}

/// As it lies in the store. What does not read is asked for anew.
#[derive(Serialize, Deserialize)]
struct Kept {
    generation: [u8; 16],
    number: u64,
    /// Hex of the canonical bytes.
    holdings: String,
}

impl Known {
    pub fn read(books: &Books) -> Result<Self, Problem> {
        let Some(kept) = books.setting::<Kept>(SETTING)? else { return Ok(Self::default()) };
        let holdings = unhex(&kept.holdings).and_then(|bytes| Holdings::from_bytes(&bytes).ok());
        Ok(match holdings {
            Some(holdings) => {
                let since = Some(Since { generation: kept.generation, number: kept.number });
                Self { since, holdings }
            }
            None => Self::default(),
        })
    }

    pub fn keep(&self, books: &Books) -> Result<(), Problem> {
        let Some(Since { generation, number }) = self.since else { return Ok(()) };
        let holdings = hex(&self.holdings.to_bytes());
        books.set_setting(SETTING, &Kept { generation, number, holdings })
    }

    /// Whether more was known than the center can have told in the state it is in now.
    pub fn is_ahead_of(&self, answer: &HeadsAnswer) -> bool {
        self.since.is_some_and(|since| {
            since.generation == answer.now.generation && since.number > answer.now.number
        })
    }

    /// Takes in an answer; says whether the center began anew, so that receipts of before prove nothing.
    pub fn hear(&mut self, answer: HeadsAnswer) -> bool {
        let anew = self.since.is_some_and(|since| since.generation != answer.now.generation);
        if !answer.changes_only || anew {
            self.holdings = Holdings::default();
        }
        for have in answer.holdings.haves.0 {
            let haves = &mut self.holdings.haves.0;
            match haves.binary_search_by_key(&have.feed, |known| known.feed) {
                Ok(at) => haves[at] = have,
                Err(at) => haves.insert(at, have),
            }
        }
        self.since = Some(answer.now);
        anew
    }
}

#[cfg(test)]
mod tests {
    use feed::exchange::{Have, Tip};
    use feed::{FeedId, Hash};

    use super::*;

    fn have(feed: u8, seq: u64) -> Have {
        let tip = Tip { seq, hash: Hash::from_bytes([seq as u8; 32]) };
        Have { feed: FeedId::from_bytes([feed; 32]), tips: vec![tip].into(), ladder: Vec::new().into() }
    }

    fn answer(generation: u8, changes_only: bool, haves: Vec<Have>) -> HeadsAnswer {
        let holdings = Holdings { haves: haves.into(), ladders_wanted: Vec::new().into() };
        let now = Since { generation: [generation; 16], number: 7 };
        HeadsAnswer { now, changes_only, holdings, damage: None }
    }

    #[test]
    fn changes_are_laid_over_what_was_known_and_a_new_generation_forgets_it() {
        let mut known = Known::default();
        assert!(!known.hear(answer(1, false, vec![have(2, 5), have(4, 1)])));
        assert!(!known.hear(answer(1, true, vec![have(1, 1), have(2, 6)])));
        let holds = |known: &Known| -> Vec<(u8, u64)> {
            let one = |have: &Have| (have.feed.as_bytes()[0], have.tips.0[0].seq);
            known.holdings.haves.0.iter().map(one).collect()
        };
        assert_eq!(holds(&known), [(1, 1), (2, 6), (4, 1)]);
        assert!(known.hear(answer(2, true, vec![have(2, 3)])));
        assert_eq!(holds(&known), [(2, 3)]);
    }
}

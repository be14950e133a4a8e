//! What the other end last said it holds, taken in answer by answer: it tells only what changed.

use feed::exchange::Holdings;

use super::{HeadsAnswer, Since};

/// The other end's word, as of one of its commits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    pub since: Option<Since>,
    pub holdings: Holdings,
}

impl Heard {
    /// Takes in the answer to a request since [`Heard::since`]; says whether the other end began anew or was
    /// set back, so that receipts of before prove nothing.
    pub fn hear(&mut self, answer: HeadsAnswer) -> bool {
        let other = |since: Since| !answer.changes_only || since.generation != answer.now.generation;
        let anew = self.since.is_some_and(other);
        if !answer.changes_only || anew {
            self.holdings = Holdings::default();
        }
        for have in answer.holdings.haves.0 {
            let haves = &mut self.holdings.haves.0;
            match haves.binary_search_by_key(&have.feed, |heard| heard.feed) {
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
        let now = Since { generation: [generation; 16], number: 7, mark: Hash::from_bytes([7; 32]) };
        HeadsAnswer { now, changes_only, holdings, damage: None }
    }

    #[test]
    fn changes_are_laid_over_what_was_known_and_a_new_generation_forgets_it() {
        let mut heard = Heard::default();
        assert!(!heard.hear(answer(1, false, vec![have(2, 5), have(4, 1)])));
        assert!(!heard.hear(answer(1, true, vec![have(1, 1), have(2, 6)])));
        let holds = |heard: &Heard| -> Vec<(u8, u64)> {
            let one = |have: &Have| (have.feed.as_bytes()[0], have.tips.0[0].seq);
            heard.holdings.haves.0.iter().map(one).collect()
        };
        assert_eq!(holds(&heard), [(1, 1), (2, 6), (4, 1)]);
        assert!(heard.hear(answer(2, true, vec![have(2, 3)])));
        assert_eq!(holds(&heard), [(2, 3)]);
        assert!(heard.hear(answer(2, false, vec![have(1, 2)])), "it was asked for changes and tells all");
        assert_eq!(holds(&heard), [(1, 2)]);
    }
}

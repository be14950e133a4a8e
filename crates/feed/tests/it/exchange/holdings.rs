//! What one side says it has.

use feed::exchange::{Bounded, Have, Holdings, HoldingsError, Tip, ladder};
use feed::{FeedId, Hash, Malformed};

use crate::golden::check;

fn tip(seq: u64) -> Tip {
    Tip { seq, hash: Hash::from_bytes([seq as u8; 32]) }
}

fn have(n: u8) -> Have {
    Have {
        feed: FeedId::from_bytes([n; 32]),
        tips: vec![tip(7), tip(9)].into(),
        ladder: vec![tip(1), tip(5), tip(6)].into(),
    }
}

fn holdings() -> Holdings {
    let ladders_wanted = vec![FeedId::from_bytes([2; 32])].into();
    Holdings { haves: vec![have(1), have(3)].into(), ladders_wanted }
}

#[test]
fn holdings_keep_their_bytes() {
    let bytes = holdings().to_bytes();
    check("holdings", &bytes);
    assert_eq!(Holdings::from_bytes(&bytes), Ok(holdings()));
}

#[test]
fn holdings_that_cannot_be_are_refused() {
    type Break = fn(&mut Holdings);
    let table: [(Break, HoldingsError); 7] = [
        (|it| it.haves.0.swap(0, 1), HoldingsError::Unsorted),
        (|it| it.haves.0[1] = it.haves.0[0].clone(), HoldingsError::Unsorted),
        (|it| it.haves.0[0].tips.0.swap(0, 1), HoldingsError::Unsorted),
        (|it| it.haves.0[0].ladder.0.swap(0, 1), HoldingsError::Unsorted),
        (|it| it.haves.0[0].tips.0.clear(), HoldingsError::NoTip),
        (|it| it.haves.0[0].ladder.0[0].seq = 0, HoldingsError::SequenceOutOfRange),
        (
            |it| it.haves.0[0].tips.0 = (1..=65).map(tip).collect(),
            HoldingsError::Malformed(Malformed::Undecodable),
        ),
    ];
    for (break_it, fault) in table {
        let mut broken = holdings();
        break_it(&mut broken);
        assert_eq!(Holdings::from_bytes(&broken.to_bytes()), Err(fault));
    }
}

/// A list said to be longer than there is room for must not take the room first.
#[test]
fn a_claimed_length_takes_no_memory() {
    let claims = [0x82, 0x9a, 0x00, 0x00, 0x9c, 0x40];
    assert_eq!(Holdings::from_bytes(&claims), Err(HoldingsError::Malformed(Malformed::Undecodable)));
    let whole = holdings().to_bytes();
    for end in 0..whole.len() {
        assert!(Holdings::from_bytes(&whole[..end]).is_err());
    }
    assert_eq!(Bounded::<Tip, 1>::default(), Bounded(Vec::new()));
}

#[test]
fn a_ladder_reaches_the_first_entry_in_few_steps() {
    assert_eq!(ladder(1), []);
    assert_eq!(ladder(2), [1]);
    assert_eq!(ladder(12), [11, 10, 8, 4, 1]);
    let high = ladder(i64::MAX as u64);
    assert!(high.len() <= 64 && high.last() == Some(&1));
    assert!(high.windows(2).all(|pair| pair[0] > pair[1]));
}

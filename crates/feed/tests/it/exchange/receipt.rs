//! What the center signs for.

use feed::exchange::{MAX_RECEIPT_HEADS, Receipt};
use feed::{CenterKey, DeviceKey, FeedId, Hash, Head, Malformed};

use crate::golden::check;
use crate::known::{device, key};

fn head(n: u8) -> Head {
    Head { feed: FeedId::from_bytes([n; 32]), seq: 300, hash: Hash::from_bytes([n; 32]) }
}

fn receipt() -> Receipt {
    Receipt::sign(&key(40), device(10), vec![head(2), head(1), head(2)], 1_750_000_000_000)
}

fn center() -> CenterKey {
    CenterKey::of(&key(40))
}

#[test]
fn a_receipt_keeps_its_bytes_and_holds() {
    let receipt = receipt();
    check("receipt", &receipt.to_bytes());
    assert_eq!(Receipt::from_bytes(&receipt.to_bytes()), Ok(receipt.clone()));
    assert_eq!(receipt.heads, [head(1), head(2)]);
    assert!(receipt.verify(&center(), &device(10)));
}

#[test]
fn a_receipt_serves_nobody_else_and_says_nothing_else() {
    let sound = receipt();
    assert!(!sound.verify(&CenterKey::of(&key(41)), &device(10)), "another center");
    assert!(!sound.verify(&center(), &device(11)), "another device");
    type Break = fn(&mut Receipt);
    let breaks: [Break; 5] = [
        |it| it.at_ms += 1,
        |it| it.heads[0].seq += 1,
        |it| it.heads.truncate(1),
        |it| it.device = DeviceKey::from_bytes([9; 32]),
        |it| it.center = CenterKey::from_bytes([9; 32]),
    ];
    for break_it in breaks {
        let mut broken = sound.clone();
        break_it(&mut broken);
        assert!(!broken.verify(&broken.center, &broken.device));
    }
}

#[test]
fn a_receipt_is_bounded_and_canonical() {
    let heads = (0..=MAX_RECEIPT_HEADS as u64).map(|seq| Head { seq, ..head(1) }).collect();
    let long = Receipt::sign(&key(40), device(10), heads, 0).to_bytes();
    assert_eq!(Receipt::from_bytes(&long), Err(Malformed::NotCanonical));
    let bytes = receipt().to_bytes();
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 1;
        let read = Receipt::from_bytes(&broken);
        assert!(!read.is_ok_and(|it| it.verify(&center(), &device(10))), "byte {at}");
    }
}

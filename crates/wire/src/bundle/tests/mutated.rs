//! P10 by chance: files and streams with bytes changed, put in, left out, doubled and exchanged. `KOMORA_SEED`
//! repeats a run; the gate tries 20,000, `KOMORA_LONG` a million.

use super::*;

/// Chance that can be repeated.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A stretch of at most 64 bytes of so many.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length);
        from..(from + 1 + self.below(64)).min(length)
    }
}

/// The bytes with up to three things wrong.
fn mutated(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        let (one, other) = (chance.stretch(bytes.len()), chance.stretch(bytes.len()));
        match chance.below(7) {
            0 => bytes[one].iter_mut().for_each(|byte| *byte ^= (chance.next() as u8).max(1)),
            1 => bytes[one].fill(chance.next() as u8),
            2 => drop(bytes.drain(one)),
            3 => {
                let doubled = bytes[one].to_vec();
                drop(bytes.splice(other.start..other.start, doubled));
            }
            4 => {
                let there = bytes[one].to_vec();
                drop(bytes.splice(other, there));
            }
            5 => bytes.truncate(one.start),
            _ => {
                let at = one.start;
                drop(bytes.splice(at..at, (0..one.len()).map(|_| chance.next() as u8)));
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Printed, so that a failure can be repeated.
fn chance() -> Chance {
    let given = std::env::var("KOMORA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or(1);
    println!("KOMORA_SEED={seed}");
    Chance(seed)
}

/// A stream as the device with key 1 makes it for the one with key 2, before it is encrypted.
fn plain() -> Vec<u8> {
    let pages: Vec<Vec<u8>> = (0..3).map(|seed| noise(seed, 700)).collect();
    let (manifest, end) = signed(&pages, MADE);
    let mut plain = Vec::new();
    write(&mut plain, &manifest, &pages, &end);
    plain
}

/// Whether a changed stream, encrypted again by somebody who could open it, is taken.
fn is_taken(plain: &[u8]) -> bool {
    taken(&forged(&key(2), |out| out.extend_from_slice(plain)), &key(2)).is_ok()
}

#[test]
fn p10_no_mutated_file_or_stream_is_taken() {
    let mut chance = chance();
    let inputs = if is_long() { 1_000_000 } else { 20_000 };
    let (file, stream) = (bundle(&[noise(1, 900), noise(2, 70_000)]), plain());
    assert!(taken(&file, &key(2)).is_ok() && is_taken(&stream));
    for input in 0..inputs {
        // One in four is a stream: encrypting it costs as much as reading the others.
        let whole = if input % 4 == 0 { &stream } else { &file };
        let changed = mutated(whole, &mut chance);
        if changed == *whole {
            continue;
        }
        let refused = match input % 4 {
            0 => !is_taken(&changed),
            _ => taken(&changed, &key(2)).is_err(),
        };
        assert!(refused, "input {input}: {} bytes of {}", changed.len(), whole.len());
    }
}

#[test]
fn p10_readers_that_trust_signatures_or_pages_take_mutated_streams() {
    let stream = plain();
    for mutant in [Mutant::IgnoresTheChain, Mutant::TrustsAnySignature] {
        let mut chance = chance();
        let inputs = (0..4_000).map(|_| mutated(&stream, &mut chance)).filter(|changed| *changed != stream);
        let inputs: Vec<Vec<u8>> = inputs.collect();
        let fooled = wrongly(mutant, || inputs.iter().filter(|changed| is_taken(changed)).count());
        assert!(fooled > 0, "{mutant:?} took none of {}", inputs.len());
    }
}

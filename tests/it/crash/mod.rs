//! What the books survive: a process killed at any point, a power cut, a full or failing disk, a
//! corrupt byte. The real store works on a disk that notes every operation; crash images are made from
//! the notes and opened again by the real store. `KOMORA_SEED` repeats a run, `KOMORA_LONG` makes it
//! long.

mod agreement;
mod bench;

mod disk;
mod hub;
mod media;
mod p1_killed_process;
mod p1_p2_crashes;
mod p3_failing_disk;
mod p3_taking_in;
mod p4_corrupt_bytes;
mod story;
mod vfs;
mod work;

/// The seed of this run; printed, so that a failure can be repeated.
fn seed() -> u64 {
    let given = std::env::var("KOMORA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or(20_240_611);
    println!("KOMORA_SEED={seed}");
    seed
}

/// How much is tried: at every change, or when time is no matter.
fn size(gate: usize, long: usize) -> usize {
    if is_long() { long } else { gate }
}

fn is_long() -> bool {
    std::env::var_os("KOMORA_LONG").is_some()
}

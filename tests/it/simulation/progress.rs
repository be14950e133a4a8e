//! How far a long run is, said while it runs: in a file, for a test runner keeps what is printed to itself until the
//! end.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Below this nobody waits long enough to ask.
const SAID_FROM: usize = 501;

/// Schedules between two words.
const EVERY: usize = 250;

pub struct Progress {
    file: PathBuf,
    runs: usize,
    began: Instant,
}

impl Progress {
    /// Of so many runs, the first with this seed.
    pub fn of(first: u64, runs: usize, about: &str) -> Self {
        let name = format!("simulation-{about}-from-{first}.txt");
        Self { file: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), runs, began: Instant::now() }
    }

    /// Before the run with this seed, so many being `done`.
    pub fn tell(&self, done: usize, seed: u64) {
        if self.runs >= SAID_FROM && done > 0 && done.is_multiple_of(EVERY) {
            let line = said(self.runs, done, self.began.elapsed(), seed);
            println!("{line}");
            // The run itself does not depend on it.
            let _ = std::fs::write(&self.file, line);
        }
    }
}

fn said(runs: usize, done: usize, took: Duration, seed: u64) -> String {
    let left = took.as_secs_f64() / done as f64 * (runs - done) as f64;
    let (took, left) = (took.as_secs().div_ceil(60), (left / 60.0).ceil());
    format!(
        "{done} of {runs} schedules in {took} minutes, about {left} minutes to go; go on from KOMORA_SEED={seed}"
    )
}

#[test]
fn what_is_left_is_told_from_what_it_took() {
    let line = said(25_000, 250, Duration::from_secs(60), 251);
    let expected = "250 of 25000 schedules in 1 minutes, about 99 minutes to go; go on from KOMORA_SEED=251";
    assert_eq!(line, expected);
}

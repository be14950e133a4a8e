//! Timing: what passed on the clock, what the processor was busy with, and the medians of both.

use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// What breaks a measurement.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What a piece of work took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// On the clock.
    pub wall: Duration,
    /// Of the processor, this thread alone: what else runs on the machine is not in it, nor is waiting for
    /// the disk.
    pub busy: Duration,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.wall += other.wall;
        self.busy += other.busy;
    }
}

impl Cost {
    pub fn times(self, factor: f64) -> Self {
        Self { wall: self.wall.mul_f64(factor), busy: self.busy.mul_f64(factor) }
    }
}

/// How long `work` takes, and what it gives.
pub fn timed<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(Cost, T)> {
    let (started, busy) = (Instant::now(), busy());
    let done = work()?;
    Ok((Cost { wall: started.elapsed(), busy: self::busy().saturating_sub(busy) }, done))
}

/// The middle one.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The median of `rounds` runs, after one that warms the caches. The kernel counts the processor's time in
/// ticks of milliseconds, so that is the mean of all rounds.
pub fn warm(rounds: usize, mut work: impl FnMut() -> Outcome<()>) -> Outcome<Cost> {
    work()?;
    let mut times = Vec::with_capacity(rounds);
    let (all, ()) = timed(|| {
        for _ in 0..rounds {
            times.push(timed(&mut work)?.0.wall);
        }
        Ok(())
    })?;
    Ok(Cost { wall: median(&mut times), busy: all.busy / u32::try_from(rounds.max(1))? })
}

/// Processor time of this thread so far; nothing where the kernel does not tell.
fn busy() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

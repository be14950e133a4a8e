//! What happens, as data: any part of a schedule is a schedule.

use crate::dice::Dice;

/// One thing that happens. Numbers stand for laptops in whatever way there are some; `chance` for what is
/// left to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Somebody does something.
    Act { laptop: usize, chance: u64 },
    /// Two laptops of a hub meet over a link that loses, doubles, cuts and reorders.
    Meet { one: usize, other: usize, chance: u64 },
    /// A laptop meets the center over such a link.
    Visit { laptop: usize, chance: u64 },
    /// An operator cuts a laptop off while it meets the center.
    CutAway { laptop: usize, chance: u64 },
    /// A stick is filled for a laptop's hub, or for Kyiv.
    Load { from: usize, to: usize, chance: u64 },
    /// Whatever lies on the stick is put into a laptop, or into the center, whoever it was for.
    Unload { to: usize },
    /// The program is killed in the middle of an act, and started again.
    Crash { laptop: usize, chance: u64 },
    /// A copy of the disk is laid aside.
    Snapshot { laptop: usize },
    /// The copy takes the place of the disk, and nobody says so to the program.
    Restore { laptop: usize },
    /// The copy goes on as a laptop of its own.
    Clone { laptop: usize },
    /// A laptop is gone, with all that only it held.
    Destroy { laptop: usize },
    /// A hub's administrator cuts off a laptop, as far as they know what it wrote.
    Cut { hub: usize, laptop: usize },
    /// The center's database is copied.
    BackUp,
    /// The copy takes the place of the center's database: by the command, or by hand, and nobody says so.
    SetBack { by_hand: bool },
    /// A laptop's clock goes wrong.
    Clock { laptop: usize, wrong: usize },
}

/// What a schedule is mostly about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mostly {
    /// A bit of everything (P6).
    Work,
    /// Laptops restored and cloned (P8).
    Copies,
    /// A center that is set back (P23).
    SetBacks,
    /// Laptops that are cut off (P11).
    Cuts,
}

/// Of a thousand steps, how many are acts, meetings, visits, cuts in mid-visit, loads, unloads, crashes,
/// snapshots, restores, clones, destructions, cuts, backups, set-backs; the rest are clocks.
fn shares(mostly: Mostly) -> [u64; 14] {
    match mostly {
        Mostly::Work => [490, 90, 190, 3, 20, 30, 25, 30, 20, 8, 5, 5, 12, 6],
        Mostly::Copies => [450, 90, 150, 0, 15, 20, 20, 105, 90, 40, 0, 0, 0, 0],
        Mostly::SetBacks => [450, 80, 280, 0, 20, 30, 10, 10, 5, 0, 0, 0, 60, 40],
        Mostly::Cuts => [480, 100, 220, 25, 30, 40, 10, 20, 15, 5, 0, 30, 10, 5],
    }
}

/// The schedule of a seed.
pub fn made_from(seed: u64, steps: usize, mostly: Mostly) -> Vec<Step> {
    let mut dice = Dice::seeded(seed).branch(seed);
    let shares = shares(mostly);
    (0..steps).map(|_| step(&mut dice, &shares)).collect()
}

fn step(dice: &mut Dice, shares: &[u64]) -> Step {
    let number = |dice: &mut Dice| dice.below(5040) as usize;
    let (one, other, chance) = (number(dice), number(dice), dice.next());
    let mut left = dice.below(1000);
    let kind = shares.iter().position(|share| {
        let here = left < *share;
        left = left.saturating_sub(*share);
        here
    });
    match kind {
        Some(0) => Step::Act { laptop: one, chance },
        Some(1) => Step::Meet { one, other, chance },
        Some(2) => Step::Visit { laptop: one, chance },
        Some(3) => Step::CutAway { laptop: one, chance },
        Some(4) => Step::Load { from: one, to: other, chance },
        Some(5) => Step::Unload { to: one },
        Some(6) => Step::Crash { laptop: one, chance },
        Some(7) => Step::Snapshot { laptop: one },
        Some(8) => Step::Restore { laptop: one },
        Some(9) => Step::Clone { laptop: one },
        Some(10) => Step::Destroy { laptop: one },
        Some(11) => Step::Cut { hub: one, laptop: other },
        Some(12) => Step::BackUp,
        Some(13) => Step::SetBack { by_hand: chance.is_multiple_of(2) },
        _ => Step::Clock { laptop: one, wrong: other },
    }
}

//! What happens, as data: any part of a schedule is a schedule.

use crate::dice::Dice;

/// One thing that happens. Numbers stand for laptops in whatever way there are some; `chance` for what is
/// left to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Somebody does something.
    Act { laptop: usize, chance: u64 },
    /// Two laptops meet over a link that loses, doubles, cuts and reorders.
    Meet { one: usize, other: usize, chance: u64 },
    /// A stick is filled with what one laptop thinks another lacks.
    Load { from: usize, to: usize, chance: u64 },
    /// Whatever lies on the stick is taken in, whoever it was for.
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
    /// A laptop's clock goes wrong.
    Clock { laptop: usize, wrong: usize },
}

/// The schedule of a seed.
pub fn made_from(seed: u64, steps: usize) -> Vec<Step> {
    let mut dice = Dice::seeded(seed).branch(seed);
    (0..steps).map(|_| step(&mut dice)).collect()
}

fn step(dice: &mut Dice) -> Step {
    let number = |dice: &mut Dice| dice.below(1000) as usize;
    let (one, other, chance) = (number(dice), number(dice), dice.next());
    match dice.below(100) {
        0..=51 => Step::Act { laptop: one, chance },
        52..=73 => Step::Meet { one, other, chance },
        74..=76 => Step::Load { from: one, to: other, chance },
        77..=79 => Step::Unload { to: one },
        80..=82 => Step::Crash { laptop: one, chance },
        83..=87 => Step::Snapshot { laptop: one },
        88..=91 => Step::Restore { laptop: one },
        92..=93 => Step::Clone { laptop: one },
        94 => Step::Destroy { laptop: one },
        95..=96 => Step::Cut { hub: one, laptop: other },
        _ => Step::Clock { laptop: one, wrong: other },
    }
}

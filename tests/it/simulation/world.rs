//! All laptops there are, the center, the stick, and what happens to them.

use std::collections::BTreeSet;

use feed::{ActId, Hash, HubId};
use store::StoreError;
use wire::Refused;

use super::commands::{self, Known};
use super::first_day::{COORDINATION, MORNING_AFTER, first_day};
use super::kyiv::Kyiv;
use super::laptop::{CLOCKS, Failure, Laptop};
use super::link::{Broken, Line, Link};
use super::schedule::Step;
use super::stick::{self, Audience};
use super::visit::Visit;
use super::{fates, meeting, standing};
use crate::dice::Dice;

/// A way for the exchange to be wrong, to see that a wrong one is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// What was sent counts as held, whether or not it arrived.
    CursorAheadOfData,
    /// The second branch of a fork is dropped on receipt.
    SilentFork,
}

pub struct World {
    pub laptops: Vec<Laptop>,
    pub kyiv: Kyiv,
    pub fault: Option<Fault>,
    /// Entries of acts that were confirmed, and that are held anywhere.
    pub authored: BTreeSet<Hash>,
    /// Kinds of commands that were done.
    pub done: BTreeSet<usize>,
    /// What must never be and was, in words; the first.
    pub wrong: Option<String>,
    pub now_ms: i64,
    /// The number of the last copy of a laptop.
    pub copies: u8,
    hubs: [HubId; 2],
    stick: Vec<u8>,
    acts: Vec<domain::ActId>,
}

impl World {
    pub fn new(fault: Option<Fault>) -> Self {
        let day = first_day();
        Self {
            laptops: day.laptops(),
            kyiv: day.kyiv(),
            fault,
            authored: day.authored.clone(),
            done: BTreeSet::new(),
            wrong: None,
            now_ms: MORNING_AFTER,
            copies: COORDINATION,
            hubs: day.hubs,
            stick: Vec::new(),
            acts: Vec::new(),
        }
    }

    pub fn take(&mut self, step: &Step) {
        self.now_ms += 60_000;
        self.kyiv.at(self.now_ms);
        let count = self.laptops.len();
        match *step {
            Step::Act { laptop, chance } => self.act(laptop % count, chance, false),
            Step::Crash { laptop, chance } => self.act(laptop % count, chance, true),
            Step::Meet { one, other, chance } => self.meet(one % count, other, chance),
            Step::Visit { laptop, chance } => self.visit(laptop % count, chance, None),
            Step::CutAway { laptop, chance } => self.cut_away(laptop % count, chance),
            Step::Load { from, to, chance } => self.load(from % count, to, chance),
            Step::Unload { to } => self.unload(to),
            Step::Snapshot { laptop } => fates::snapshot(self, laptop % count),
            Step::Restore { laptop } => fates::restore(self, laptop % count),
            Step::Clone { laptop } => fates::clone(self, laptop % count),
            Step::Destroy { laptop } => fates::destroy(self, laptop % count),
            Step::Cut { hub, laptop } => fates::cut(self, self.hubs[hub % 2], laptop),
            Step::BackUp => self.kyiv.back_up(),
            Step::SetBack { by_hand } => fates::set_back(self, by_hand),
            Step::Clock { laptop, wrong } => {
                self.laptops[laptop % count].clock = CLOCKS[wrong % CLOCKS.len()];
            }
        }
    }

    fn act(&mut self, n: usize, chance: u64, killed: bool) {
        let mut dice = Dice::seeded(chance);
        let open = standing::open_discrepancies(&self.laptops[n]);
        let command = commands::any(&mut dice, &Known { acts: &self.acts, discrepancies: &open });
        let laptop = &mut self.laptops[n];
        let at = laptop.now(self.now_ms);
        match laptop.execute(&command, at, killed) {
            Ok(act) => {
                self.acts.push(domain::ActId::from_bytes(*act.as_bytes()));
                self.done.insert(commands::kind(&command));
                self.written(n, &act);
            }
            // A laptop that knows it is cut off, or stands on both sides of a fork, may be turned down.
            Err(Failure::Refused | Failure::Killed | Failure::Broken(StoreError::ActRefused { .. })) => {}
            Err(Failure::Broken(error)) => panic!("{command:?}: {error}"),
        }
        if killed {
            self.laptops[n].kill();
            self.laptops[n].open(chance);
        }
    }

    /// What is shown as saved counts as authored, and comes after all that was known (P16).
    fn written(&mut self, n: usize, act: &ActId) {
        let laptop = &self.laptops[n];
        self.authored.extend(standing::of_act(laptop, act));
        if !standing::is_newest(laptop, act) {
            let what = format!("on laptop {} an act just done comes before older ones", laptop.copy);
            self.wrong.get_or_insert(what);
        }
    }

    fn meet(&mut self, one: usize, other: usize, chance: u64) {
        let hub = self.laptops[one].hub;
        let near: Vec<usize> = (0..self.laptops.len())
            .filter(|at| *at != one && hub.is_some() && self.laptops[*at].hub == hub)
            .collect();
        if !near.is_empty() {
            let other = near[other % near.len()];
            meeting::meet(&self.laptops[one], &self.laptops[other], &mut Dice::seeded(chance), self.fault);
        }
    }

    fn visit(&mut self, n: usize, chance: u64, cut_after: Option<u64>) {
        let mut dice = Dice::seeded(chance);
        self.kyiv.hear_the_late(&mut dice);
        let laptop = &mut self.laptops[n];
        let line = Line {
            device: laptop.device(),
            kyiv: &mut self.kyiv,
            link: Link::Bad,
            dice: &mut dice,
            cut_after,
        };
        match Visit::by(laptop, line, self.fault).hold() {
            Ok(()) | Err(Broken::Off | Broken::Refused(Refused::Revoked)) => {}
            Err(Broken::Refused(refused)) => {
                self.wrong.get_or_insert(format!("laptop {} is refused: {refused}", laptop.copy));
            }
        }
    }

    /// Only laptops that administer nothing are cut off.
    fn cut_away(&mut self, n: usize, chance: u64) {
        let may = fates::may_be_cut(&self.laptops[n]);
        self.visit(n, chance, may.then_some(chance % 5));
    }

    fn load(&mut self, from: usize, to: usize, chance: u64) {
        let audience = match self.laptops[to % self.laptops.len()].hub {
            Some(hub) if !chance.is_multiple_of(3) => Audience::Hub(hub),
            _ => Audience::Kyiv,
        };
        let everything = chance.is_multiple_of(2);
        if let Some(bundle) = stick::load(&self.laptops[from], audience, first_day().network, everything) {
            self.stick = stick::worn(bundle, &mut Dice::seeded(chance));
        }
    }

    fn unload(&mut self, to: usize) {
        match to % (self.laptops.len() + 1) {
            n if n == self.laptops.len() => self.kyiv.unload(&self.stick),
            n => stick::unload(&self.laptops[n], &self.stick, self.fault),
        }
    }
}

//! All laptops there are, and what happens to them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use feed::membership::{Countersigned, DeviceCut, DeviceEnrolled, MembershipEvent, PersonEnrolled};
use feed::{ActId, DeviceKey, Hash, Head, HubId, PersonKey, Scope, SigningKey};
use store::StoreError;

use super::commands::{self, Known};
use super::laptop::{CLOCKS, Failure, Laptop, copy, new_folder, signer};
use super::meeting::{self, Link};
use super::schedule::Step;
use crate::dice::Dice;

/// A way for the exchange to be wrong, to see that a wrong one is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// What was sent counts as held, whether or not it arrived.
    CursorAheadOfData,
    /// The second branch of a fork is dropped on receipt.
    SilentFork,
}

/// Laptops of the first hub, then of the second, then coordination.
const OF_FIRST: u8 = 3;
const OF_SECOND: u8 = 2;
const COORDINATION: u8 = OF_FIRST + OF_SECOND;
/// More copies of laptops than these add nothing.
const MOST: usize = 8;

pub struct World {
    pub laptops: Vec<Laptop>,
    pub fault: Option<Fault>,
    /// Entries of acts that were confirmed.
    pub authored: BTreeSet<Hash>,
    /// Kinds of commands that were done.
    pub done: BTreeSet<usize>,
    /// Devices cut off, with the last entries accepted.
    pub cuts: Vec<(HubId, DeviceKey, Vec<Head>)>,
    stick: Vec<Vec<u8>>,
    acts: Vec<domain::ActId>,
    now_ms: i64,
}

/// Everybody founded, enrolled and met once: made once, copied for each schedule.
struct FirstDay {
    folders: Vec<tempfile::TempDir>,
    hubs: [HubId; 2],
    authored: BTreeSet<Hash>,
}

static FIRST_DAY: OnceLock<FirstDay> = OnceLock::new();

impl World {
    pub fn new(fault: Option<Fault>) -> Self {
        let day = FIRST_DAY.get_or_init(first_day);
        let laptops = (0..=COORDINATION).map(|number| {
            let mut like = Laptop::unopened(number);
            like.hub = hub_of(number, &day.hubs);
            let mut laptop = Laptop::copied(day.folders[usize::from(number)].path(), &like, number.into());
            laptop.copy = number;
            laptop
        });
        Self {
            laptops: laptops.collect(),
            fault,
            authored: day.authored.clone(),
            done: BTreeSet::new(),
            cuts: Vec::new(),
            stick: Vec::new(),
            acts: Vec::new(),
            now_ms: 1_790_000_000_000,
        }
    }

    pub fn take(&mut self, step: &Step) {
        self.now_ms += 60_000;
        let count = self.laptops.len();
        match *step {
            Step::Act { laptop, chance } => self.act(laptop % count, chance, false),
            Step::Crash { laptop, chance } => self.act(laptop % count, chance, true),
            Step::Meet { one, other, chance } => self.meet(one % count, other % count, chance),
            Step::Load { from, to, chance } => self.load(from % count, to % count, chance),
            Step::Unload { to } => self.unload(to % count),
            Step::Snapshot { laptop } => self.snapshot(laptop % count),
            Step::Restore { laptop } => self.restore(laptop % count),
            Step::Clone { laptop } => self.clone_of(laptop % count),
            Step::Destroy { laptop } => self.destroy(laptop % count),
            Step::Cut { hub, laptop } => self.cut(hub % 2, laptop),
            Step::Clock { laptop, wrong } => {
                self.laptops[laptop % count].clock = CLOCKS[wrong % CLOCKS.len()];
            }
        }
    }

    fn act(&mut self, n: usize, chance: u64, killed: bool) {
        let mut dice = Dice::seeded(chance);
        let open = discrepancies(&self.laptops[n]);
        let command = commands::any(&mut dice, &Known { acts: &self.acts, discrepancies: &open });
        let laptop = &mut self.laptops[n];
        let at = laptop.now(self.now_ms);
        match laptop.execute(&command, at, killed) {
            Ok(act) => {
                self.acts.push(domain::ActId::from_bytes(*act.as_bytes()));
                self.done.insert(commands::kind(&command));
                let written = of_act(&self.laptops[n], &act);
                self.authored.extend(written);
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

    fn meet(&mut self, one: usize, other: usize, chance: u64) {
        if one == other {
            return;
        }
        let mut dice = Dice::seeded(chance);
        for (from, to) in [(one, other), (other, one)] {
            self.give(from, to, Link::Bad, &mut dice);
        }
    }

    fn give(&self, from: usize, to: usize, link: Link, dice: &mut Dice) {
        meeting::give(&self.laptops[from], &self.laptops[to], link, dice, self.fault);
    }

    fn load(&mut self, from: usize, to: usize, chance: u64) {
        let mut dice = Dice::seeded(chance);
        let said = meeting::said(&self.laptops[to], &BTreeSet::new());
        self.stick =
            meeting::pages(&self.laptops[from], &self.laptops[to], &said, &mut dice, dice_named(chance));
    }

    fn unload(&mut self, to: usize) {
        for page in &self.stick {
            // A stick meant for others may hold what is not kept here, or names not known here.
            drop(meeting::deliver(&self.laptops[to], page, self.fault));
        }
    }

    fn snapshot(&mut self, n: usize) {
        let laptop = &mut self.laptops[n];
        laptop.close();
        let folder = new_folder();
        copy(&laptop.path(), folder.path());
        laptop.snapshot = Some(folder);
        laptop.open(self.now_ms.unsigned_abs() + n as u64);
    }

    /// What only the newer state held is lost, unless somebody else has it.
    fn restore(&mut self, n: usize) {
        let Some(folder) = self.laptops[n].snapshot.take() else { return };
        let (copies, chance) = (self.next_copy(), self.now_ms.unsigned_abs() * 31 + n as u64);
        let mut restored = Laptop::copied(folder.path(), &self.laptops[n], chance);
        restored.copy = copies;
        self.laptops[n] = restored;
        self.keep_what_is_left();
    }

    fn clone_of(&mut self, n: usize) {
        if self.laptops.len() >= MOST || self.laptops[n].hub.is_none() {
            return;
        }
        self.snapshot(n);
        let folder = self.laptops[n].snapshot.take().unwrap();
        let (copies, chance) = (self.next_copy(), self.now_ms.unsigned_abs() * 37 + n as u64);
        let mut clone = Laptop::copied(folder.path(), &self.laptops[n], chance);
        clone.copy = copies;
        self.laptops.push(clone);
    }

    fn next_copy(&self) -> u8 {
        self.laptops.iter().map(|laptop| laptop.copy).max().unwrap_or(0) + 1
    }

    /// The first laptop of a hub and coordination stay: somebody has to be left to compare with.
    fn destroy(&mut self, n: usize) {
        let number = self.laptops[n].number;
        if number == 0 || number == OF_FIRST || number == COORDINATION {
            return;
        }
        self.laptops.remove(n);
        self.keep_what_is_left();
    }

    /// Forgets the acts that nobody holds any more.
    fn keep_what_is_left(&mut self) {
        let mut left: BTreeSet<Hash> = BTreeSet::new();
        for laptop in &self.laptops {
            left.extend(hashes(laptop));
        }
        self.authored.retain(|hash| left.contains(hash));
    }

    fn cut(&mut self, hub: usize, laptop: usize) {
        let admin = if hub == 0 { 0 } else { OF_FIRST };
        let Some(at) = self.laptops.iter().position(|one| one.number == admin) else { return };
        let hub = self.laptops[at].hub.unwrap();
        let others: Vec<DeviceKey> = self
            .laptops
            .iter()
            .filter(|one| one.hub == Some(hub) && one.number != admin)
            .map(Laptop::device)
            .collect();
        if others.is_empty() {
            return;
        }
        let device = others[laptop % others.len()];
        let last = heads_of(&self.laptops[at], device);
        let cut = DeviceCut { device, last: last.clone(), replaces: Vec::new() };
        let act = [self.laptops[at].copy, self.now_ms as u8, (self.now_ms >> 8) as u8];
        if append(&mut self.laptops[at], Scope::Roster(hub), cut.into(), act, self.now_ms).is_ok() {
            self.cuts.push((hub, device, last));
        }
    }

    /// Everybody meets everybody over good links until nothing changes.
    pub fn heal(&mut self) {
        let mut dice = Dice::seeded(1);
        let count = self.laptops.len();
        for _ in 0..2 * count {
            let before = self.state();
            for one in 0..count {
                for other in (0..count).filter(|other| *other != one) {
                    self.give(one, other, Link::Good, &mut dice);
                }
            }
            if before == self.state() {
                return;
            }
        }
    }

    fn state(&self) -> Vec<Vec<(Scope, [u8; 32])>> {
        let of = |laptop: &Laptop| laptop.books().read(store::state_hashes).unwrap();
        self.laptops.iter().map(of).collect()
    }
}

fn dice_named(chance: u64) -> bool {
    chance.is_multiple_of(2)
}

fn hub_of(number: u8, hubs: &[HubId; 2]) -> Option<HubId> {
    match number {
        n if n < OF_FIRST => Some(hubs[0]),
        n if n < COORDINATION => Some(hubs[1]),
        _ => None,
    }
}

fn first_day() -> FirstDay {
    let mut laptops: Vec<Laptop> = (0..=COORDINATION).map(|n| Laptop::new(n, u64::from(n) + 1)).collect();
    let network = SigningKey::from_bytes(&[200; 32]);
    let coordination = usize::from(COORDINATION);
    let at = laptops[coordination].now(1_780_000_000_000);
    let found_network = |laptop: &Laptop| {
        laptop.books().write(|t| laptop.own.found_network(t, &network, at, &signer(laptop.number)))
    };
    let authority = found_network(&laptops[coordination]).unwrap();
    let mut hubs = [HubId::from_bytes([0; 32]); 2];
    for (which, (first, count)) in [(0, OF_FIRST), (OF_FIRST, OF_SECOND)].into_iter().enumerate() {
        let admin = usize::from(first);
        let key = SigningKey::from_bytes(&[201 + first; 32]);
        let laptop = &laptops[admin];
        let hub = laptop.books().write(|t| laptop.own.found(t, &key, at, &signer(first))).unwrap();
        hubs[which] = hub;
        for number in first..first + count {
            laptops[usize::from(number)].hub = Some(hub);
        }
        for number in first + 1..first + count {
            let who = signer(number);
            let device = DeviceEnrolled { device: DeviceKey::of(&who.device) };
            let person = PersonEnrolled { person: who.person, key: PersonKey::of(&who.person_key) };
            let act = [250, number, 0];
            append(&mut laptops[admin], Scope::Roster(hub), device.into(), act, 1).unwrap();
            append(&mut laptops[admin], Scope::Roster(hub), person.into(), [251, number, 0], 1).unwrap();
        }
        let vouched = Countersigned::sign(&network, hub);
        append(&mut laptops[coordination], Scope::Network, vouched.into(), [252, first, 0], 1).unwrap();
        for command in super::first_day::commands() {
            laptops[admin].execute(&command, at, false).unwrap();
        }
    }
    let mut dice = Dice::seeded(2);
    for laptop in &laptops {
        laptop.books().write(|t| store::network::trust(t, laptop.own.remembered(), authority)).unwrap();
    }
    for _ in 0..2 {
        for one in &laptops {
            for other in laptops.iter().filter(|other| other.number != one.number) {
                meeting::give(one, other, Link::Good, &mut dice, None);
            }
        }
    }
    let authored = laptops.iter().flat_map(hashes).collect();
    let folders = laptops.into_iter().map(|mut laptop| {
        laptop.close();
        laptop.folder
    });
    FirstDay { folders: folders.collect(), hubs, authored }
}

fn append(
    laptop: &mut Laptop,
    scope: Scope,
    event: MembershipEvent,
    act: [u8; 3],
    true_ms: i64,
) -> Result<(), StoreError> {
    let mut id = [0; 16];
    id[..3].copy_from_slice(&act);
    let (at, signer) = (laptop.now(true_ms), signer(laptop.number));
    let own = &laptop.own;
    laptop.books().write(|transaction| {
        own.append_membership(transaction, scope, ActId::from_bytes(id), at, vec![event], &signer).map(|_| ())
    })
}

/// Every entry a laptop holds, whatever its standing.
pub fn hashes(laptop: &Laptop) -> BTreeSet<Hash> {
    rows(laptop, "select hash from entry", ()).into_iter().map(Hash::from_bytes).collect()
}

fn of_act(laptop: &Laptop, act: &ActId) -> BTreeSet<Hash> {
    let written = rows(laptop, "select hash from entry where act = ?1", [act.as_bytes()]);
    written.into_iter().map(Hash::from_bytes).collect()
}

/// Where a device's feeds end, as a laptop knows them.
fn heads_of(laptop: &Laptop, device: DeviceKey) -> Vec<Head> {
    let feeds = laptop.feeds();
    let all = laptop.books().read(store::exchange::heads).unwrap();
    let of = |head: &Head| feeds.get(&head.feed).is_some_and(|feed| feed.device == device);
    let mut last: Vec<Head> = all.into_iter().filter(of).collect();
    // Of a forked feed one branch is accepted.
    last.sort_unstable();
    last.dedup_by_key(|head| head.feed);
    last
}

fn rows<P: rusqlite::Params>(laptop: &Laptop, sql: &str, with: P) -> Vec<[u8; 32]> {
    let read = laptop.books().read(|connection| {
        let mut statement = connection.prepare(sql)?;
        let found = statement.query_map(with, |row| row.get(0))?.collect::<Result<Vec<[u8; 32]>, _>>()?;
        Ok::<_, StoreError>(found)
    });
    read.unwrap()
}

fn discrepancies(laptop: &Laptop) -> Vec<String> {
    let found = rows(laptop, "select id from discrepancy where settled = 0 order by id", ());
    found.iter().map(|id| id.iter().map(|byte| format!("{byte:02x}")).collect()).collect()
}

//! What somebody forges with the real keys of a laptop that is cut off: on top of what counted, beside it,
//! below it, and in feeds nobody has heard of; dated back, dated ahead, and in the wrong order.

use domain::condition::ConditionCode;
use domain::event::{AssetIssued, AssetLost, AssetMoved};
use domain::people::Holder;
use domain::{Event, NewEvent, PlaceId};
use feed::{Hash, Head, Verified, Writer};

use super::device::Device;
use super::world::{LATER, asset};
use crate::dice::Dice;

/// UTC, milliseconds since 1970: before the laptop was admitted, and when it was.
const LONG_AGO: i64 = 1_000_000_000_000;
const AT_WORK: i64 = 1_790_000_000_000;

/// Ways to forge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The clock says it was before the cut.
    BackDated,
    /// The clock says it will be.
    Future,
    /// The later entry comes first, and waits for the one that fills the gap.
    GapFilling,
    /// On from the last accepted entry; the cut is named as known.
    HeadExtending,
    /// From an accepted entry on another way is taken.
    ForkBelow,
}

pub const WAYS: [Way; 5] = [Way::BackDated, Way::Future, Way::GapFilling, Way::HeadExtending, Way::ForkBelow];
/// Forgeries of each way.
pub const OF_EACH: usize = 4;

/// What the laptop wrote before it was cut off, an entry a run.
pub struct Written {
    /// Handed over to its end.
    pub whole: Vec<Verified>,
    /// Handed over up to `handed`; the cut accepts all of it.
    pub partly: Vec<Verified>,
    handed: usize,
}

impl Written {
    /// Two feeds of honest moves.
    pub fn by(device: &mut Device) -> Self {
        let mut feed = |epoch: u8, moves: usize| {
            let mut pen = device.pen(epoch);
            let mut runs = vec![device.opens(&mut pen, AT_WORK)];
            runs.extend((0..moves).map(|number| {
                let at_ms = AT_WORK + 1_000 * number as i64;
                device.does(&mut pen, moved(1 + number as u8 % 5), at_ms, Vec::new())
            }));
            runs
        };
        Self { whole: feed(1, 6), partly: feed(2, 5), handed: 3 }
    }

    pub fn handed_over(&self) -> Vec<Verified> {
        self.whole.iter().chain(&self.partly[..self.handed]).cloned().collect()
    }

    /// What is accepted and came to nobody before the cut.
    pub fn withheld(&self) -> &[Verified] {
        &self.partly[self.handed..]
    }

    /// Where the feeds end, as whoever cuts the laptop off was told at the counter.
    pub fn ends(&self) -> Vec<Head> {
        [&self.whole, &self.partly].into_iter().filter_map(|runs| runs.last()).map(Verified::head).collect()
    }

    /// Every entry that counts.
    pub fn accepted(&self) -> impl Iterator<Item = Hash> {
        self.whole.iter().chain(&self.partly).flat_map(hashes)
    }
}

/// One forged act or two, in the order they are handed over.
pub struct Forgery {
    pub way: Way,
    pub number: usize,
    pub runs: Vec<Verified>,
}

fn hashes(run: &Verified) -> impl Iterator<Item = Hash> {
    run.entries().iter().map(|one| one.hash)
}

/// All of them, `cut` being the entry that shuts the laptop out.
pub fn forged(device: &mut Device, written: &Written, cut: Head, dice: &mut Dice) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    for way in WAYS {
        for chain in 0..OF_EACH / 2 {
            let (mut pen, mut runs) = begun(device, written, way, chain, dice);
            for step in 0..2 {
                let number = 2 * chain + step;
                let seen = if way == Way::HeadExtending && step == 0 { vec![cut] } else { Vec::new() };
                let (at_ms, first, second) = (claimed(way, dice), act(device, dice), act(device, dice));
                runs.push(device.does(&mut pen, first, at_ms, seen));
                if way == Way::GapFilling {
                    runs.insert(0, device.does(&mut pen, second, at_ms, Vec::new()));
                }
                forgeries.push(Forgery { way, number, runs: std::mem::take(&mut runs) });
            }
        }
    }
    forgeries
}

/// Where two forgeries of a way go on from, and what must be written there first.
fn begun(
    device: &mut Device,
    written: &Written,
    way: Way,
    chain: usize,
    dice: &mut Dice,
) -> (Writer, Vec<Verified>) {
    let Written { whole, partly, handed } = written;
    let after = |runs: &[Verified], number: usize| {
        (device.resumed(runs[number].feed(), runs[number].head()), Vec::new())
    };
    match (way, chain) {
        (Way::ForkBelow, 0) => after(whole, dice.below(whole.len() as u64 - 1) as usize),
        (Way::ForkBelow, _) => after(partly, dice.below(partly.len() as u64 - 1) as usize),
        (_, 0) => after(whole, whole.len() - 1),
        (Way::GapFilling, _) => after(partly, handed - 1),
        (Way::HeadExtending, _) => after(partly, partly.len() - 1),
        // A feed that no cut names is cut before its first entry.
        (Way::BackDated | Way::Future, _) => {
            let mut pen = device.pen(if way == Way::Future { 11 } else { 10 });
            let opened = device.opens(&mut pen, claimed(way, dice));
            (pen, vec![opened])
        }
    }
}

fn claimed(way: Way, dice: &mut Dice) -> i64 {
    let within_a_day = dice.below(86_400_000) as i64;
    match way {
        Way::BackDated => LONG_AGO + within_a_day,
        Way::Future => LATER + within_a_day,
        Way::GapFilling | Way::HeadExtending | Way::ForkBelow => AT_WORK + within_a_day,
    }
}

/// Something that would show if it counted.
fn act(device: &Device, dice: &mut Dice) -> NewEvent {
    let rifle = 1 + dice.below(5) as u8;
    match dice.below(4) {
        0 => moved(rifle),
        1 => NewEvent::new(
            asset(rifle),
            Event::AssetLost(AssetLost {
                circumstances: "not on its rack".into(),
                particulars: Default::default(),
                rules: 1,
                witness: None,
            }),
        ),
        _ => NewEvent::new(
            asset(rifle),
            Event::AssetIssued(AssetIssued {
                to: Holder::Person(domain::PersonId::from_bytes(*device.person.as_bytes())),
                condition: ConditionCode::A,
                kit_missing: Vec::new(),
                particulars: Default::default(),
                rules: 1,
                witness: None,
            }),
        ),
    }
}

fn moved(rifle: u8) -> NewEvent {
    let to = PlaceId::from_bytes([1; 16]);
    NewEvent::new(asset(rifle), Event::AssetMoved(AssetMoved { to, particulars: Default::default() }))
}

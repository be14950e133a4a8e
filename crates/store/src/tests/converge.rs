//! Whatever the order, the doubling or the delay: the same entries come to the same state.

use feed::{Scope, Verified};
use rusqlite::Connection;

use super::events::Dice;
use super::world::World;
use crate::mutant::{self, Mutant};
use crate::{Database, DatabaseKey, Held, Recording, Remembered, Settings, StoreError, Synchronous};

pub(super) struct Replica {
    pub database: Database,
    pub remembered: Remembered,
    _folder: tempfile::TempDir,
}

impl Replica {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let held = Held::take(folder.path()).unwrap();
        let settings = Settings { synchronous: Synchronous::Normal, ..Settings::default() };
        let database = Database::create(&held, &DatabaseKey::random().unwrap(), &settings).unwrap();
        let replica = Self { database, remembered: Remembered::default(), _folder: folder };
        replica.write(|connection| {
            crate::bring_up_to_date(connection, &replica.remembered, &mut |_, _| true).map(|_| ())
        });
        replica
    }

    fn write(&self, change: impl FnOnce(&Connection) -> Result<(), StoreError>) {
        self.database.write(|transaction| change(transaction)).unwrap();
    }

    pub fn record(&self, spans: &[&Verified]) {
        self.write(|connection| {
            let mut recording = Recording::begin(connection, &self.remembered)?;
            for span in spans {
                recording.add(span)?;
            }
            recording.finish().map(|_| ())
        });
    }

    pub fn verified(&self) -> crate::verify::Report {
        self.database.read(|connection| crate::verify::verify(connection, &mut |_, _| true)).unwrap()
    }

    fn hashes(&self, world: &World) -> [[u8; 32]; 2] {
        self.database
            .read(|connection| {
                let of = |scope| crate::state_hash(connection, &scope);
                Ok::<_, StoreError>([of(Scope::Roster(world.hub))?, of(Scope::Hub(world.hub))?])
            })
            .unwrap()
    }

    fn discrepancies(&self) -> Vec<(domain::SubjectId, [u8; 32])> {
        self.database
            .read(|connection| {
                let mut statement = connection.prepare(
                    "select s.id, d.id from discrepancy d join subject s on s.n = d.subject order by d.id",
                )?;
                let rows = statement
                    .query_map([], |row| Ok((domain::SubjectId::from_bytes(row.get(0)?), row.get(1)?)))?;
                Ok::<_, StoreError>(rows.collect::<Result<Vec<_>, _>>()?)
            })
            .unwrap()
    }

    /// Everything that is folded, for a message a person can read.
    fn rows(&self) -> Vec<String> {
        self.database
            .read(|connection| {
                let mut statement = connection.prepare(
                    "select 'state', t.kind, hex(s.id), hex(t.state) from state t join subject s on s.n = t.n
                      where t.state is not null
                     union all select 'discrepancy', settled, hex(id), hex(discrepancy) from discrepancy
                     union all select 'aside', status, hex(hash), reason from entry where status <> 0
                     union all select 'asset', a.whereabouts * 10 + a.live, hex(s.id), a.serial_key || hex(i.id) || coalesce(hex(w.id), '')
                       from asset a join subject s on s.n = a.n join subject i on i.n = a.item left join subject w on w.n = a.at
                     union all select 'label', list, hex(s.id), text from label l join subject s on s.n = l.n
                     union all select 'tally', on_hand * 1000000 + issued * 10000 + assets * 100 + lines, hex(s.id), ''
                       from tally l join subject s on s.n = l.n where on_hand or issued or assets or lines
                     union all select 'correction', 0, hex(corrects), hex(c.act) from correction c join entry e on e.n = c.entry where e.status = 0
                     order by 1, 2, 3, 4",
                )?;
                let rows = statement.query_map([], |row| {
                    let (a, b, c) = (row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?);
                    Ok(format!("{a} {b} {c} {:?}", row.get::<_, rusqlite::types::Value>(3)?))
                })?;
                Ok::<_, StoreError>(rows.collect::<Result<Vec<_>, _>>()?)
            })
            .unwrap()
    }
}

/// A history written by three devices (and now and then the copy of one), with late words about who
/// belongs. One replica hears of everything at once, to know what could be settled.
fn history(seed: u64, steps: usize) -> (World, Replica) {
    let mut world = World::found(seed);
    let first = Replica::new();
    let mut heard = 0;
    for _ in 0..steps {
        match world.dice.below(20) {
            0..=11 => {
                let device = world.dice.below(world.devices.len());
                world.act(device);
            }
            12..=17 => {
                let (one, other) =
                    (world.dice.below(world.devices.len()), world.dice.below(world.devices.len()));
                world.meet(one, other);
            }
            18 if world.devices.len() < 5 && world.dice.chance(40) => {
                let device = 1 + world.dice.below(2);
                world.clone_device(device);
            }
            18 => {}
            _ => world.control(),
        }
        let new: Vec<&Verified> = world.written[heard..].iter().collect();
        first.record(&new);
        heard = world.written.len();
        world.known = first.discrepancies();
    }
    (world, first)
}

/// The same spans in some order, some of them twice, in pages of some size.
fn scrambled(world: &World, dice: &mut Dice) -> Replica {
    let mut spans: Vec<&Verified> = world.written.iter().collect();
    let twice: Vec<&Verified> = spans.iter().copied().filter(|_| dice.chance(33)).collect();
    spans.extend(twice);
    dice.shuffle(&mut spans);
    let replica = Replica::new();
    let mut rest = &spans[..];
    while !rest.is_empty() {
        let page = (1 + dice.below(12)).min(rest.len());
        replica.record(&rest[..page]);
        rest = &rest[page..];
    }
    replica
}

/// As written, but who belongs since the founding is heard of last.
fn control_last(world: &World, _: &mut Dice) -> Replica {
    let late = |span: &&Verified| span.feed().scope.is_control() && span.head().seq > 4;
    let replica = Replica::new();
    for span in world.written.iter().filter(|span| !late(span)).chain(world.written.iter().filter(late)) {
        replica.record(&[span]);
    }
    replica
}

fn assert_same(one: &Replica, other: &Replica, what: &str) {
    assert_rows(&one.rows(), &other.rows(), what);
}

fn assert_rows(one: &[String], other: &[String], what: &str) {
    let only =
        |a: &[String], b: &[String]| a.iter().filter(|row| !b.contains(row)).cloned().collect::<Vec<_>>();
    assert!(one == other, "{what}:\nonly here {:#?}\nonly there {:#?}", only(one, other), only(other, one));
}

fn seeds() -> std::ops::Range<u64> {
    0..24
}

#[test]
fn the_same_entries_in_any_order_come_to_the_same_state() {
    for seed in seeds() {
        let (world, first) = history(seed, 60);
        let expected = first.hashes(&world);
        let replica = control_last(&world, &mut Dice(1));
        assert_same(&first, &replica, &format!("seed {seed}, control last"));
        for order in 0..3 {
            let mut dice = Dice(seed * 1000 + order + 1);
            let replica = scrambled(&world, &mut dice);
            assert_same(&first, &replica, &format!("seed {seed}, order {order}"));
            assert_eq!(replica.hashes(&world), expected, "seed {seed}, order {order}");
            assert_eq!(replica.verified().problems, [], "seed {seed}, order {order}");
        }
    }
}

#[test]
fn a_rebuild_comes_to_what_was_folded_step_by_step() {
    for seed in seeds() {
        let (world, first) = history(seed, 60);
        let before = first.rows();
        let expected = first.hashes(&world);
        first.write(|connection| crate::rebuild(connection, &first.remembered, &mut |_, _| true));
        assert_rows(&before, &first.rows(), &format!("seed {seed}"));
        assert_eq!(first.hashes(&world), expected, "seed {seed}");
        // And what comes after it goes on top.
        let again: Vec<&Verified> = world.written.iter().collect();
        first.record(&again);
        assert_eq!(first.hashes(&world), expected, "seed {seed}");
    }
}

/// How many of twelve histories a fault makes diverge.
fn diverging(mutant: Mutant, record: fn(&World, &mut Dice) -> Replica) -> usize {
    let mut diverged = 0;
    for seed in 0..12 {
        let (world, first) = history(seed, 60);
        mutant::set(Some(mutant));
        let replica = record(&world, &mut Dice(seed + 77));
        mutant::set(None);
        diverged += usize::from(replica.hashes(&world) != first.hashes(&world));
    }
    diverged
}

#[test]
fn without_noticing_doubles_replicas_diverge() {
    assert!(diverging(Mutant::FoldsTwice, scrambled) >= 4);
}

#[test]
fn without_folding_anew_replicas_diverge() {
    assert!(diverging(Mutant::FoldsLateOnTop, scrambled) >= 4);
}

#[test]
fn without_cuts_reaching_back_replicas_diverge() {
    assert!(diverging(Mutant::CutsForwardOnly, control_last) >= 4);
}

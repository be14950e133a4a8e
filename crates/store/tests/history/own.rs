//! What this device writes.

use std::collections::BTreeSet;

use domain::Command;
use domain::command::{HandedAsset, IssueAssets};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::people::Holder;
use feed::HubId;
use feed::membership::{DeviceEnrolled, PersonEnrolled};
use feed::{DeviceKey, PersonKey, Scope};
use store::StoreError;

use crate::laptop::*;

fn issue(n: u64) -> Command {
    Command::IssueAssets(IssueAssets {
        assets: vec![HandedAsset { id: asset_id(n), condition: ConditionCode::A, kit_missing: Vec::new() }],
        to: Holder::Person(person_id(1)),
        witness: None,
        particulars: Particulars::default(),
    })
}

#[test]
fn a_new_hub_writes_and_everything_it_wrote_checks() {
    let laptop = stocked();
    laptop.must(&issue(1));
    laptop.must(&move_to(&[2, 3], 2));
    assert_eq!(laptop.problems(), []);
    let report =
        laptop.database.read(|connection| store::verify::verify(connection, &mut |_, _| true)).unwrap();
    // Roster: the founding. Hub: one session and eight acts.
    assert_eq!((report.feeds, report.entries), (2, 10));
}

/// What lists and rules read, changed behind the history's back.
#[test]
fn a_table_that_was_changed_by_hand_is_named() {
    let laptop = stocked();
    for (table, change) in [
        ("asset", "update asset set condition = 5 where n = (select min(n) from asset)"),
        ("label", "update label set text = 'Rifle 9' where list = 2"),
        ("tally", "update tally set on_hand = on_hand + 1 where on_hand > 0"),
        ("find_name", "insert into find_name (rowid, words) values (999, 'nothing')"),
    ] {
        let found = laptop.database.write(|transaction| {
            let unlike = |t: &rusqlite::Connection| store::verify::unlike_rebuilt(t, &mut |_, _| true);
            assert_eq!(unlike(transaction)?, [""; 0]);
            transaction.execute_batch(change)?;
            Err::<(), _>(Rolled::Back(unlike(transaction)?))
        });
        match found {
            Err(Rolled::Back(found)) => assert_eq!(found, [table]),
            Err(Rolled::Broken(error)) => panic!("{error}"),
            Ok(()) => unreachable!("it is rolled back"),
        }
    }
}

#[test]
fn a_check_stops_when_it_is_asked_to() {
    let laptop = stocked();
    let checked = laptop.database.read(|connection| store::verify::verify(connection, &mut |_, _| false));
    assert!(matches!(checked, Err(StoreError::Stopped)));
    let rebuilt = laptop
        .database
        .write(|transaction| store::rebuild(transaction, laptop.own.remembered(), &mut |_, _| false));
    assert!(matches!(rebuilt, Err(StoreError::Stopped)));
    assert!(laptop.problems().is_empty());
}

enum Rolled {
    Back(Vec<&'static str>),
    Broken(StoreError),
}

impl From<StoreError> for Rolled {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

impl From<rusqlite::Error> for Rolled {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(error.into())
    }
}

#[test]
fn the_session_opens_once_and_again_after_it_was_closed() {
    let laptop = stocked();
    let sessions = || {
        laptop
            .database
            .read(|connection| {
                Ok::<_, StoreError>(
                    connection.query_row("select count(*) from session", [], |row| row.get::<_, i64>(0))?,
                )
            })
            .unwrap()
    };
    assert_eq!(sessions(), 1);
    laptop
        .database
        .write(|transaction| laptop.own.close_sessions(transaction, at(9), &laptop.signer))
        .unwrap();
    assert_eq!(sessions(), 2);
    laptop.must(&move_to(&[1], 2));
    laptop.must(&move_to(&[1], 1));
    assert_eq!(sessions(), 3);
    assert_eq!(laptop.problems(), []);
}

#[test]
fn a_large_act_is_cut_and_stays_one_act() {
    let laptop = stocked();
    let id = laptop.must(&receive((10..1010).map(|n| (n, format!("N{n}"))), 1));
    let entries: i64 = laptop
        .database
        .read(|connection| {
            Ok::<_, StoreError>(connection.query_row(
                "select count(*) from entry where act = ?1",
                [id.as_bytes()],
                |row| row.get(0),
            )?)
        })
        .unwrap();
    assert!(entries >= 4, "{entries}");
    assert_eq!(laptop.problems(), []);
}

#[test]
fn a_stranger_cannot_write() {
    let laptop = stocked();
    let stranger = signer(9);
    let before = laptop.hash();
    let act = store::Act { id: feed::ActId::from_bytes([1; 16]), at: at(5), events: Vec::new() };
    let events = vec![domain::NewEvent::new(
        asset_id(1),
        domain::Event::AssetMoved(domain::event::AssetMoved {
            to: place_id(2),
            particulars: Particulars::default(),
        }),
    )];
    let act = store::Act { events, ..act };
    let failed =
        laptop.database.write(|transaction| laptop.own.append(transaction, laptop.scope(), act, &stranger));
    assert!(matches!(failed, Err(StoreError::ActRefused { reason: feed::Reason::DeviceNotEnrolled })));
    assert_eq!(laptop.hash(), before);
    assert_eq!(laptop.problems(), []);
}

#[test]
fn a_second_laptop_takes_part_and_both_come_to_the_same() {
    let first = stocked();
    let second = empty(signer(2), first.hub);
    let members = vec![
        DeviceEnrolled { device: DeviceKey::of(&second.signer.device) }.into(),
        PersonEnrolled { person: second.signer.person, key: PersonKey::of(&second.signer.person_key) }.into(),
    ];
    first
        .database
        .write(|transaction| {
            let id = feed::ActId::from_bytes([77; 16]);
            first.own.append_membership(
                transaction,
                Scope::Roster(first.hub),
                id,
                at(3),
                members,
                &first.signer,
            )
        })
        .unwrap();
    first.give(&second);
    assert_eq!(first.hash(), second.hash());
    // Apart: both issue the same rifle.
    first.must(&issue(1));
    second.must(&issue(1));
    first.must(&move_to(&[2], 2));
    second.must(&move_to(&[3], 2));
    first.give(&second);
    second.give(&first);
    assert_eq!(first.hash(), second.hash());
    let open = |laptop: &Laptop| {
        laptop
            .database
            .read(|connection| {
                Ok::<_, StoreError>(connection.query_row(
                    "select count(*) from discrepancy where settled = 0",
                    [],
                    |row| row.get::<_, i64>(0),
                )?)
            })
            .unwrap()
    };
    assert_eq!((open(&first), open(&second)), (1, 1));
    assert_eq!((first.problems(), second.problems()), (vec![], vec![]));
    // What was given already changes nothing.
    for recorded in first.give(&second) {
        assert_eq!((recorded.entries, recorded.folded), (0, 0));
        assert!(recorded.topics.is_empty(), "{:?}", recorded.topics);
    }
}

#[test]
fn entries_wait_for_what_they_name_and_say_what_they_lack() {
    let first = stocked();
    let second = empty(signer(2), first.hub);
    let heads = first.database.read(store::exchange::heads).unwrap();
    let hub = heads.iter().find(|head| head.seq > 1).unwrap().feed;
    let spans = first.database.read(|connection| store::exchange::spans(connection, &hub)).unwrap();
    let count = spans.len();
    for span in spans.into_iter().rev() {
        let verified = feed::verify(span).unwrap();
        let recorded = second
            .database
            .write(|transaction| store::record(transaction, second.own.remembered(), &verified))
            .unwrap();
        assert_eq!(recorded.folded, 0);
        assert!(recorded.parked > 0);
    }
    assert!(count > 3);
    let wanted = second.database.read(store::history::wanted).unwrap();
    assert!(wanted.iter().any(|head| head.feed != hub), "the Roster is asked for: {wanted:?}");
    let awaited = || second.database.read(store::history::awaited).unwrap();
    let all = awaited();
    let [one] = &all[..] else { panic!("what goes on from what waits is here: {all:?}") };
    let held_by = BTreeSet::from([DeviceKey::of(&first.signer.device)]);
    assert_eq!((one.of, &one.held_by), (None, &held_by), "nothing of the Roster has come");
    assert!(one.entries > 0 && (one.entries as usize) < count, "{one:?}");
    first.give(&second);
    assert_eq!(second.database.read(store::history::wanted).unwrap(), []);
    assert_eq!(awaited(), []);
    assert_eq!(first.hash(), second.hash());
    assert_eq!(second.problems(), []);
}

#[test]
fn after_a_restore_the_old_feeds_are_left_alone() {
    let laptop = stocked();
    let before = laptop.database.read(store::own::own_heads).unwrap();
    laptop.database.write(|transaction| laptop.own.renew(transaction)).unwrap();
    laptop.must(&move_to(&[1], 2));
    let after = laptop.database.read(store::own::own_heads).unwrap();
    assert!(after.iter().all(|head| before.iter().all(|old| old.feed != head.feed)), "{after:?}");
    for old in &before {
        let held =
            laptop.database.read(|connection| store::own::hash_at(connection, &old.feed, old.seq)).unwrap();
        assert_eq!(held, Some(old.hash));
        let next = laptop
            .database
            .read(|connection| store::own::hash_at(connection, &old.feed, old.seq + 1))
            .unwrap();
        assert_eq!(next, None);
    }
    assert_eq!(laptop.problems(), []);
}

#[test]
fn a_hub_nobody_founded_takes_nothing() {
    let laptop = empty(signer(1), HubId::from_bytes([3; 32]));
    let failed = laptop.try_do(&place(1));
    assert!(matches!(failed, Err(Failure::Broken(StoreError::ActRefused { .. }))));
    assert_eq!(laptop.problems(), []);
}

//! Photographs and documents at the center, on both databases: part by part, within their scope, and each
//! what its id says.

use std::sync::Arc;

use center::books::Books;
use center::scrub::Scrub;
use feed::{BLOB_PART_BYTES, BlobId, DeviceKey, HubId, MAX_BLOB_BYTES, Scope, blob_id};
use wire::bundle::BlobPart;
use wire::message::{
    BlobHeld, BlobName, BlobsRequest, LEAST_PART_BYTES, MAX_BLOBS_ASKED, PartBecame, PullPartRequest,
    PushPartRequest,
};
use wire::server::Limits;
use wire::{Client, LiveEvent, Refused, WireError};

use crate::conformance::admission_of;
use crate::databases::{every, sqlite};
use crate::served::{Served, sqlite_kept};
use crate::world::{NOW, World, key};

const PART: usize = BLOB_PART_BYTES;

/// So many bytes that differ from place to place.
pub fn photograph(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251 + at / PART) as u8).collect()
}

pub fn name(scope: Scope, bytes: &[u8]) -> BlobName {
    BlobName { scope, blob: blob_id(bytes) }
}

/// Its parts from this offset on.
pub fn parts(of: BlobName, bytes: &[u8], from: usize) -> Vec<PushPartRequest> {
    let size = bytes.len() as u64;
    let part = |at: usize| PushPartRequest {
        of,
        size,
        offset: at as u64,
        bytes: bytes[at..bytes.len().min(at + PART)].to_vec(),
    };
    (from..bytes.len()).step_by(PART).map(part).collect()
}

pub fn push(books: &Books, device: DeviceKey, part: PushPartRequest) -> Result<PartBecame, Refused> {
    books.push_part(device, &admission_of(books, device), part, NOW).unwrap()
}

fn pull(of: BlobName, offset: u64) -> PullPartRequest {
    PullPartRequest { of, offset, most_bytes: PART as u32 }
}

/// The last answer.
pub fn push_all(books: &Books, device: DeviceKey, of: BlobName, bytes: &[u8]) -> PartBecame {
    let mut last = PartBecame::Refused;
    for part in parts(of, bytes, 0) {
        last = push(books, device, part).unwrap();
    }
    last
}

pub fn held(books: &Books, device: DeviceKey, of: BlobName) -> Option<BlobHeld> {
    let answer = books.blobs(&admission_of(books, device), &BlobsRequest { blobs: vec![of] });
    answer.unwrap().unwrap().held.first().copied()
}

/// All its bytes, part by part.
pub fn pulled(books: &Books, device: DeviceKey, of: BlobName) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    loop {
        let request = pull(of, bytes.len() as u64);
        let part = books.pull_part(&admission_of(books, device), &request).unwrap()?;
        assert!(part.bytes.len() <= PART);
        bytes.extend_from_slice(&part.bytes);
        if bytes.len() as u64 == part.size {
            return Ok(bytes);
        }
    }
}

pub fn wrong(books: &Books) -> u64 {
    let report = Scrub::new(books).unwrap().run().unwrap();
    println!("{report:?}");
    report.wrong
}

#[test]
fn a_blob_comes_part_by_part_and_is_handed_out_once_it_is_whole() {
    for database in every() {
        let world = World::new();
        let books = world.founded(database.storage.clone());
        let (hub, coordination) = (world.hub.device(), world.coordination.device());
        let bytes = photograph(2 * PART + 9);
        let of = name(world.hub_scope(), &bytes);
        let three = parts(of, &bytes, 0);
        let [first, second, third] = &three[..] else { panic!("three parts") };
        let commits = database.storage.newest().unwrap();
        assert_eq!(held(&books, hub, of), None);
        // Out of its turn, then in it, then again.
        assert_eq!(push(&books, hub, second.clone()), Ok(PartBecame::More(0)));
        assert_eq!(push(&books, hub, first.clone()), Ok(PartBecame::More(PART as u64)));
        assert_eq!(push(&books, hub, first.clone()), Ok(PartBecame::More(PART as u64)));
        assert_eq!(pulled(&books, coordination, of), Err(Refused::NotFound), "nothing of half a blob");
        // Another laptop goes on where the first one was.
        let so_far = BlobHeld { of, size: bytes.len() as u64, held: PART as u64 };
        assert_eq!(held(&books, coordination, of), Some(so_far));
        assert_eq!(push(&books, coordination, second.clone()), Ok(PartBecame::More(2 * PART as u64)));
        assert_eq!(database.storage.newest().unwrap(), commits, "parts are no commits");
        assert_eq!(push(&books, hub, third.clone()), Ok(PartBecame::Whole));
        assert_eq!(database.storage.newest().unwrap(), commits + 1, "a whole blob is");
        assert_eq!(push(&books, coordination, first.clone()), Ok(PartBecame::Whole), "sent again");
        for device in [hub, coordination] {
            assert!(held(&books, device, of).unwrap().is_whole(), "{}", database.name);
            assert_eq!(pulled(&books, device, of).unwrap(), bytes);
        }
        let beyond = pull(of, bytes.len() as u64);
        let part = books.pull_part(&admission_of(&books, hub), &beyond).unwrap().unwrap();
        assert!(part.bytes.is_empty());
        // From the middle of one part into another, and as little as a slow line wants.
        let middle = pull(of, PART as u64 + 5);
        let part = books.pull_part(&admission_of(&books, hub), &middle).unwrap().unwrap();
        assert_eq!(part.bytes, bytes[PART + 5..2 * PART + 5]);
        let little = PullPartRequest { most_bytes: 1, ..middle };
        let part = books.pull_part(&admission_of(&books, hub), &little).unwrap().unwrap();
        assert_eq!(part.bytes, bytes[PART + 5..PART + 5 + LEAST_PART_BYTES]);
        assert_eq!(wrong(&books), 0);
        let reopened = world.books(database.storage.clone());
        assert_eq!(reopened.state().last(), books.state().last());
        assert_eq!(pulled(&reopened, hub, of).unwrap(), bytes);
    }
}

/// As a slow line does it.
#[test]
fn parts_may_be_small_and_the_next_one_large() {
    for database in every() {
        let world = World::new();
        let books = world.founded(database.storage.clone());
        let hub = world.hub.device();
        let bytes = photograph(PART + 3 * LEAST_PART_BYTES);
        let of = name(world.hub_scope(), &bytes);
        let part = |from: usize, until: usize| PushPartRequest {
            of,
            size: bytes.len() as u64,
            offset: from as u64,
            bytes: bytes[from..until].to_vec(),
        };
        let (one, two) = (LEAST_PART_BYTES, 2 * LEAST_PART_BYTES);
        assert_eq!(push(&books, hub, part(0, one - 1)), Err(Refused::Malformed), "{}", database.name);
        assert_eq!(push(&books, hub, part(0, one)), Ok(PartBecame::More(one as u64)));
        assert_eq!(push(&books, hub, part(one, two)), Ok(PartBecame::More(two as u64)));
        // The same photograph comes by stick meanwhile, cut otherwise.
        let carried = |from: usize, until: usize| {
            let PushPartRequest { of, size, offset, bytes } = part(from, until);
            books.take_carried_part(hub, BlobPart { of, size, offset, bytes }, NOW).unwrap()
        };
        assert_eq!(carried(0, PART), Some(PartBecame::More(PART as u64)));
        assert_eq!(carried(PART, bytes.len()), Some(PartBecame::Whole));
        assert_eq!(pulled(&books, hub, of).unwrap(), bytes);
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn what_is_not_what_its_id_says_is_let_go_with_its_last_part() {
    for database in every() {
        let world = World::new();
        let books = world.founded(database.storage.clone());
        let hub = world.hub.device();
        let bytes = photograph(PART + 20);
        let of = name(world.hub_scope(), &bytes);
        let mut spoilt = parts(of, &bytes, 0);
        spoilt[0].bytes[7] ^= 1;
        assert_eq!(push(&books, hub, spoilt[0].clone()), Ok(PartBecame::More(PART as u64)));
        assert_eq!(push(&books, hub, spoilt[1].clone()), Ok(PartBecame::Refused));
        assert_eq!(held(&books, hub, of), None, "{}", database.name);
        assert_eq!(push_all(&books, hub, of, &bytes), PartBecame::Whole);
        // Somebody said another size of one that is whole, and of one that is not.
        let more = [&bytes[..], &[0]].concat();
        assert_eq!(push(&books, hub, parts(of, &more, 0).remove(0)), Ok(PartBecame::Whole));
        let other = photograph(3 * PART);
        let of = name(world.hub_scope(), &other);
        push(&books, hub, parts(of, &photograph(2 * PART), 0).remove(0)).unwrap();
        assert_eq!(push_all(&books, hub, of, &other), PartBecame::Whole);
        assert_eq!(pulled(&books, hub, of).unwrap(), other);
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn parts_that_are_none_are_refused() {
    let world = World::new();
    let books = world.founded(sqlite_kept());
    let hub = world.hub.device();
    let bytes = photograph(PART + 20);
    let of = name(world.hub_scope(), &bytes);
    let good = parts(of, &bytes, 0).remove(0);
    let cases = [
        ("out of its turn", PushPartRequest { offset: 5, ..good.clone() }, Ok(PartBecame::More(0))),
        (
            "shorter than it must be",
            PushPartRequest { bytes: vec![0; 9], ..good.clone() },
            Err(Refused::Malformed),
        ),
        (
            "of nothing",
            PushPartRequest { size: 0, bytes: Vec::new(), ..good.clone() },
            Err(Refused::Malformed),
        ),
        (
            "behind the end",
            PushPartRequest { offset: 2 * PART as u64, ..good.clone() },
            Err(Refused::Malformed),
        ),
        (
            "larger than blobs are",
            PushPartRequest { size: MAX_BLOB_BYTES + 1, ..good.clone() },
            Ok(PartBecame::Refused),
        ),
    ];
    for (what, part, expected) in cases {
        assert_eq!(push(&books, hub, part), expected, "{what}");
    }
    let many = BlobsRequest { blobs: vec![of; MAX_BLOBS_ASKED + 1] };
    let refused = books.blobs(&admission_of(&books, hub), &many).unwrap();
    assert_eq!(refused, Err(Refused::Malformed));
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, WireError>) -> Refused {
    match outcome {
        Err(WireError::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

/// What a device is told that asks for a blob, and that hands over one more.
fn asked(client: &mut Client, of: BlobName, part: PushPartRequest) -> [Refused; 2] {
    [refused(client.pull_part(&pull(of, 0))), refused(client.push_part(&part))]
}

#[test]
fn blobs_go_over_the_wire_to_those_who_may_read_their_scope_and_to_nobody_else() {
    for database in every() {
        let world = World::new();
        let served = Served::start(world.founded(database.storage.clone()), Limits::default());
        let (mut hub, mut coordination) =
            (served.client(&world.hub.key), served.client(&world.coordination.key));
        let bytes = photograph(PART + 300);
        let of = name(world.hub_scope(), &bytes);
        let mut live = served.client(&world.coordination.key).live().unwrap();
        assert_eq!(live.wait().unwrap(), LiveEvent::Quiet);
        for part in parts(of, &bytes, 0) {
            hub.push_part(&part).unwrap();
        }
        assert_eq!(live.wait().unwrap(), LiveEvent::Changed(world.hub_scope()), "{}", database.name);
        let held = coordination.blobs(&BlobsRequest { blobs: vec![of] }).unwrap().held;
        assert_eq!(held, [BlobHeld { of, size: bytes.len() as u64, held: bytes.len() as u64 }]);
        let part = coordination.pull_part(&pull(of, PART as u64)).unwrap();
        assert_eq!((part.size, part.bytes), (bytes.len() as u64, bytes[PART..].to_vec()));

        // Another hub's scope, and one nobody vouched for.
        let elsewhere = BlobName { scope: Scope::Hub(HubId::from_bytes([9; 32])), ..of };
        let part = parts(elsewhere, &bytes, 0).remove(0);
        assert!(hub.blobs(&BlobsRequest { blobs: vec![elsewhere] }).unwrap().held.is_empty());
        assert_eq!(asked(&mut hub, elsewhere, part.clone()), [Refused::OutOfScope; 2]);
        assert_eq!(refused(coordination.push_part(&part)), Refused::OutOfScope);
        let roster = BlobName { scope: world.roster_scope(), ..of };
        let part = parts(roster, &bytes, 0).remove(0);
        assert_eq!(refused(hub.push_part(&part)), Refused::OutOfScope, "no photographs of members");
        // Small enough to be on its way before the answer: who is turned away may be hung up on while still sending.
        let bytes = photograph(300);
        let part = parts(name(world.hub_scope(), &bytes), &bytes, 0).remove(0);
        let mut stranger = served.client(&key(99));
        assert_eq!(asked(&mut stranger, of, part.clone()), [Refused::UnknownDevice; 2]);

        let operator = world.books(database.storage.clone());
        operator.cut(world.roster_scope(), world.hub.device(), None, NOW).unwrap();
        served.center.books.refresh().unwrap();
        let mut cut = served.client(&world.hub.key);
        assert_eq!(asked(&mut cut, of, part), [Refused::Revoked; 2]);
        assert_eq!(refused(cut.blobs(&BlobsRequest { blobs: vec![of] })), Refused::Revoked);
        let text = served.operator("/metrics");
        assert!(text.contains("\nkomora_center_blobs_whole_total 1\n"), "{text}");
    }
}

#[test]
fn p19_who_hands_over_too_much_is_told_to_slow_down() {
    let world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let mut hub = served.client(&world.hub.key);
    let bytes = photograph(9);
    let part = parts(name(world.hub_scope(), &bytes), &bytes, 0).remove(0);
    let slowed = (0..1_000).find_map(|_| hub.push_part(&part).err());
    assert!(matches!(slowed, Some(WireError::Refused(Refused::SlowDown { .. }))), "{slowed:?}");
    served.client(&world.coordination.key).heads(&Default::default()).unwrap();
}

#[test]
fn a_blob_that_was_changed_is_noticed_by_whoever_reads_it_and_by_the_scrub() {
    for change in [
        "update blob_part set bytes = zeroblob(length(bytes)) where start > 0",
        "delete from blob_part where start > 0",
        "update blob set size = size - 1",
    ] {
        let world = World::new();
        let database = sqlite();
        let books = world.founded(database.storage.clone());
        let hub = world.hub.device();
        let bytes = photograph(2 * PART);
        let of = name(world.hub_scope(), &bytes);
        push_all(&books, hub, of, &bytes);
        let file = database.folder.as_ref().unwrap().path().join("center.db");
        rusqlite::Connection::open(&file).unwrap().execute(change, []).unwrap();
        let request = pull(of, PART as u64);
        let read = books.pull_part(&admission_of(&books, hub), &request);
        assert!(matches!(read, Err(center::error::CenterError::Damaged { .. })), "{change}: {read:?}");
        assert!(wrong(&books) > 0, "{change}");
    }
}

#[test]
fn a_blob_that_vanished_with_all_its_parts_is_missed() {
    let world = World::new();
    let database = sqlite();
    let books = world.founded(database.storage.clone());
    let bytes = photograph(80);
    push_all(&books, world.hub.device(), name(world.hub_scope(), &bytes), &bytes);
    let file = database.folder.as_ref().unwrap().path().join("center.db");
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.execute_batch("delete from blob_part; delete from blob").unwrap();
    // Once by the commit that made it whole, once by the room that is counted as taken.
    assert_eq!(wrong(&books), 2);
}

#[test]
fn a_copy_of_the_database_holds_its_blobs() {
    let world = World::new();
    let database = sqlite();
    let books = world.founded(database.storage.clone());
    let bytes = photograph(PART + 1);
    let of = name(world.hub_scope(), &bytes);
    push_all(&books, world.hub.device(), of, &bytes);
    let copy = database.folder.as_ref().unwrap().path().join("copy.db");
    database.storage.backup(&copy).unwrap();
    let copied = world.books(Arc::new(center::storage::Sqlite::open(&copy).unwrap()));
    assert_eq!(pulled(&copied, world.hub.device(), of).unwrap(), bytes);
    assert_eq!(wrong(&copied), 0);
    assert!(!copied.holds_blob(&BlobName { blob: BlobId::from_bytes([1; 32]), ..of }).unwrap());
}

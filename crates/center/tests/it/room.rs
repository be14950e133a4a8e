//! Room for photographs and documents, on both databases: it is taken by what is held, nobody takes what the others
//! need, and what was begun and left gives way.

use std::sync::Arc;

use center::books::Books;
use center::storage::{LEAST_ROOM_BYTES, QUIET_MS};
use feed::{BLOB_PART_BYTES, BlobId, DeviceKey, MAX_BLOB_BYTES};
use wire::message::{BlobName, LEAST_PART_BYTES, PartBecame, PushPartRequest};

use crate::blobs::{held, name, parts, photograph, pulled, push, push_all, wrong};
use crate::conformance::admission_of;
use crate::databases::{Database, every, sqlite};
use crate::world::{NOW, World};

const PART: usize = BLOB_PART_BYTES;

/// What a small blob takes.
const LEAST: u64 = LEAST_ROOM_BYTES;

fn with_room(database: &Database, world: &World, bytes: u64) -> Arc<Books> {
    drop(world.founded(database.storage.clone()));
    reopened(database, world, bytes)
}

fn reopened(database: &Database, world: &World, bytes: u64) -> Arc<Books> {
    let books = Books::open(database.storage.clone(), world.keys.clone(), NOW).unwrap();
    Arc::new(books.with_blob_room(bytes))
}

/// The first part of a large blob that nobody has.
fn beginning(world: &World, number: u8) -> PushPartRequest {
    let of = BlobName { scope: world.hub_scope(), blob: BlobId::from_bytes([number; 32]) };
    PushPartRequest { of, size: MAX_BLOB_BYTES, offset: 0, bytes: vec![number; LEAST_PART_BYTES] }
}

fn following(beginning: &PushPartRequest) -> PushPartRequest {
    PushPartRequest { offset: LEAST_PART_BYTES as u64, ..beginning.clone() }
}

fn push_at(books: &Books, device: DeviceKey, part: PushPartRequest, at_ms: i64) -> PartBecame {
    books.push_part(device, &admission_of(books, device), part, at_ms).unwrap().unwrap()
}

/// So many of a hundred bytes, each in one part: how many became whole. Of the others none had room.
fn tiny_ones(books: &Books, world: &World, device: DeviceKey, count: u8, at_ms: i64) -> usize {
    let one = |number| {
        let bytes = vec![number; 100];
        let part = parts(name(world.hub_scope(), &bytes), &bytes, 0).remove(0);
        push_at(books, device, part, at_ms)
    };
    let became: Vec<PartBecame> = (0..count).map(one).collect();
    assert!(became.iter().all(|one| matches!(one, PartBecame::Whole | PartBecame::Full)), "{became:?}");
    became.iter().filter(|one| **one == PartBecame::Whole).count()
}

#[test]
fn a_device_takes_as_much_as_it_leaves_free_and_entries_go_on() {
    for database in every() {
        let mut world = World::new();
        let books = with_room(&database, &world, 4 * PART as u64);
        let (hub, coordination, scope) = (world.hub.device(), world.coordination.device(), world.hub_scope());
        let (one, other) = (photograph(2 * PART), photograph(2 * PART - 1));
        assert_eq!(push_all(&books, hub, name(scope, &one), &one), PartBecame::Whole);
        let of = name(scope, &other);
        assert_eq!(push(&books, hub, parts(of, &other, 0).remove(0)), Ok(PartBecame::Full));
        assert_eq!(held(&books, hub, of), None, "{}", database.name);
        let small = photograph(PART);
        assert_eq!(push_all(&books, coordination, name(scope, &small), &small), PartBecame::Whole);
        let pushed = books.push(hub, &[world.begin_hub()], NOW).unwrap();
        assert_eq!(pushed.fresh, 1);
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn room_may_end_in_the_middle_of_a_blob_which_goes_on_once_there_is_more() {
    for database in every() {
        let world = World::new();
        let books = with_room(&database, &world, 4 * PART as u64);
        let hub = world.hub.device();
        let bytes = photograph(3 * PART);
        let of = name(world.hub_scope(), &bytes);
        let mut three = parts(of, &bytes, 0);
        let last = three.pop().unwrap();
        for part in three {
            assert!(matches!(push(&books, hub, part), Ok(PartBecame::More(_))), "{}", database.name);
        }
        assert_eq!(push(&books, hub, last.clone()), Ok(PartBecame::Full));
        assert_eq!(held(&books, hub, of).map(|held| held.held), Some(2 * PART as u64));
        // As soon as the operator gives more; or from a device that has taken nothing yet.
        let books = reopened(&database, &world, 6 * PART as u64);
        assert_eq!(push(&books, hub, last), Ok(PartBecame::Whole));
        assert_eq!(pulled(&books, hub, of).unwrap(), bytes);
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn what_is_begun_takes_what_is_held_of_it_and_gives_way_when_nobody_goes_on_with_it() {
    for database in every() {
        let world = World::new();
        // One beginning of 16 MiB would fill it if it took what it says.
        let books = with_room(&database, &world, 8 * LEAST);
        let (hub, case) = (world.hub.device(), database.name);
        let begun: Vec<_> = (1..=5).map(|number| beginning(&world, number)).collect();
        let [first, second, third, fourth, fifth] = &begun[..] else { panic!("five") };
        let more = |parts: usize| PartBecame::More((parts * LEAST_PART_BYTES) as u64);
        for (number, part) in [first, second, third, fourth].into_iter().enumerate() {
            assert_eq!(push_at(&books, hub, part.clone(), NOW + number as i64), more(1), "{case}");
        }
        assert_eq!(push_at(&books, hub, fifth.clone(), NOW + 9), PartBecame::Full, "{case}");
        // Somebody goes on with the first.
        assert_eq!(push_at(&books, hub, following(first), NOW + 9), more(2));
        let later = NOW + QUIET_MS + 1;
        assert_eq!(push_at(&books, hub, fifth.clone(), later), more(1), "{case}");
        let is_held = |part: &PushPartRequest| held(&books, hub, part.of).is_some();
        assert_eq!(begun.iter().map(is_held).collect::<Vec<_>>(), [true, false, true, true, true], "{case}");
        // Whoever goes on with what gave way is told so, and begins again; the third is quiet by now.
        assert_eq!(push_at(&books, hub, following(second), later + 9), more(0), "{case}");
        assert_eq!(push_at(&books, hub, second.clone(), later + 9), more(1));
        assert_eq!(push_at(&books, hub, following(second), later + 9), more(2));
        assert_eq!(begun.iter().map(is_held).collect::<Vec<_>>(), [true, true, false, true, true], "{case}");
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn what_is_whole_never_gives_way() {
    for database in every() {
        let world = World::new();
        let books = with_room(&database, &world, 8 * LEAST);
        let hub = world.hub.device();
        assert_eq!(tiny_ones(&books, &world, hub, 4, NOW), 4, "{}", database.name);
        let later = NOW + 100 * QUIET_MS;
        assert_eq!(push_at(&books, hub, beginning(&world, 9), later), PartBecame::Full, "{}", database.name);
        assert_eq!(tiny_ones(&books, &world, hub, 4, later), 4, "they are there");
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn what_others_began_gives_way_only_to_those_who_take_less() {
    for database in every() {
        let world = World::new();
        let books = with_room(&database, &world, 32 * LEAST);
        let (hub, coordination, case) = (world.hub.device(), world.coordination.device(), database.name);
        let modest = beginning(&world, 200);
        push_at(&books, coordination, modest.clone(), NOW);
        let mut begun = 0;
        while push_at(&books, hub, beginning(&world, begun), NOW + 1) != PartBecame::Full {
            begun += 1;
        }
        assert_eq!(begun, 15, "{case}: half of what is left");
        // All are quiet: the greedy one may take its own place again, and nobody else's.
        let later = NOW + 2 * QUIET_MS;
        assert_ne!(push_at(&books, hub, beginning(&world, 100), later), PartBecame::Full, "{case}");
        assert!(held(&books, hub, modest.of).is_some(), "{case}");
        assert_eq!(held(&books, hub, beginning(&world, 0).of), None, "{case}");
        // To the modest one, which takes its own place again too, the others give way until both take the same.
        assert_eq!(tiny_ones(&books, &world, coordination, 100, later), 11, "{case}");
        assert_eq!(wrong(&books), 0);
    }
}

/// The center cannot know that no entry names them.
#[test]
fn any_number_of_tiny_blobs_leaves_room_for_large_ones_of_others() {
    for database in every() {
        let world = World::new();
        let books = with_room(&database, &world, 16 * LEAST);
        let (hub, coordination) = (world.hub.device(), world.coordination.device());
        assert_eq!(tiny_ones(&books, &world, hub, 100, NOW), 8, "{}", database.name);
        let bytes = photograph(PART);
        let of = name(world.hub_scope(), &bytes);
        assert_eq!(push_all(&books, coordination, of, &bytes), PartBecame::Whole, "{}", database.name);
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn whoever_goes_on_with_what_another_began_takes_it_upon_itself() {
    for database in every() {
        let world = World::new();
        let books = with_room(&database, &world, 16 * LEAST);
        let (hub, coordination) = (world.hub.device(), world.coordination.device());
        let bytes = photograph(PART);
        let of = name(world.hub_scope(), &bytes);
        let part = |from: usize, until: usize| PushPartRequest {
            of,
            size: bytes.len() as u64,
            offset: from as u64,
            bytes: bytes[from..until].to_vec(),
        };
        // A greedy device begins it, and has no room left to see it grow.
        push(&books, hub, part(0, LEAST_PART_BYTES)).unwrap();
        assert_eq!(tiny_ones(&books, &world, hub, 100, NOW), 7, "{}", database.name);
        let rest = part(LEAST_PART_BYTES, PART);
        assert_eq!(push(&books, hub, rest.clone()), Ok(PartBecame::Full), "{}", database.name);
        assert_eq!(push(&books, coordination, rest), Ok(PartBecame::Whole), "{}", database.name);
        assert_eq!(wrong(&books), 0);
    }
}

/// Tables as the form before had them.
fn set_back_to_the_form_before(database: &Database) {
    let form = match database.folder {
        Some(_) => "pragma user_version = 2;",
        None => "delete from form where number > 2;",
    };
    database.execute(&format!(
        "drop index blob_begun; drop table blob_room; alter table blob drop column device;
         alter table blob drop column grown_at_ms; {form}"
    ));
}

#[test]
fn what_came_before_room_was_counted_is_counted_and_nobodys() {
    for database in every() {
        let world = World::new();
        let books = with_room(&database, &world, 16 * LEAST);
        let hub = world.hub.device();
        assert_eq!(tiny_ones(&books, &world, hub, 6, NOW), 6, "{}", database.name);
        let begun = [beginning(&world, 200), beginning(&world, 201)];
        for one in &begun {
            push(&books, hub, one.clone()).unwrap();
        }
        drop(books);
        set_back_to_the_form_before(&database);
        let books = Books::open(database.opened_anew(), world.keys.clone(), NOW).unwrap();
        let books = books.with_blob_room(16 * LEAST);
        assert_eq!(wrong(&books), 0, "{}", database.name);
        // Eight are taken. A device takes half of the other eight, and one more once what was begun gives way.
        let became = (0..6).map(|number| push_at(&books, hub, beginning(&world, number), NOW));
        let full: Vec<bool> = became.map(|became| became == PartBecame::Full).collect();
        assert_eq!(full, [false, false, false, false, false, true], "{}", database.name);
        assert!(begun.iter().all(|one| held(&books, hub, one.of).is_none()), "{}", database.name);
        assert_eq!(wrong(&books), 0);
    }
}

#[test]
fn room_that_was_changed_behind_the_centers_back_is_noticed() {
    for change in
        ["update blob_room set bytes = 0", "delete from blob_room", "update blob set device = zeroblob(32)"]
    {
        let world = World::new();
        let database = sqlite();
        let books = with_room(&database, &world, 16 * LEAST);
        tiny_ones(&books, &world, world.hub.device(), 2, NOW);
        database.execute(&format!("{change};"));
        assert!(wrong(&books) > 0, "{change}");
    }
}

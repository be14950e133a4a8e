//! The bytes of photographs and documents: kept with their act, fetched part by part, never beyond what an
//! attachment names.

use domain::attachment::{AttachedTo, AttachmentDetails, BlobHash, MediaType, Shows};
use domain::{AttachmentId, Command, Event, NewEvent};
use feed::membership::{DeviceEnrolled, MembershipEvent, PersonEnrolled};
use feed::{ActId, BLOB_PART_BYTES, BlobId, DeviceKey, HubId, PersonKey, Scope, blob_id};
use rusqlite::Connection;
use store::StoreError;
use store::blobs::{self, Blob, Kept, Waiting, Wanted};
use store::query::page::Window;
use store::query::{acts, attachments, timeline};
use store::verify::Problem;

use crate::laptop::*;

const PART: u64 = BLOB_PART_BYTES as u64;

/// Bytes that differ by number and by place.
fn photograph(number: u8, length: u64) -> Vec<u8> {
    (0..length).map(|at| number.wrapping_add((at % 251) as u8)).collect()
}

fn details(n: u64, blob: BlobId, size: u64) -> AttachmentDetails {
    AttachmentDetails {
        to: AttachedTo::Asset(asset_id(1)),
        blob: BlobHash(*blob.as_bytes()),
        size,
        media_type: MediaType::Jpeg,
        file_name: format!("photo-{n}.jpg"),
        shows: Shows::Photograph,
        note: None,
    }
}

fn attachment_id(n: u64) -> AttachmentId {
    AttachmentId::from_bytes(bytes(10, n))
}

/// Adds a photograph to the first rifle: its bytes, then the act that names them.
fn attach(laptop: &Laptop, n: u64, bytes: &[u8]) -> BlobId {
    let blob = write(laptop, |t| blobs::keep_own(t, &laptop.scope(), bytes));
    let details = details(n, blob, bytes.len() as u64);
    laptop.must(&Command::Attach { id: attachment_id(n), details });
    blob
}

fn write<T>(laptop: &Laptop, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
    laptop.database.write(|transaction| work(transaction)).unwrap()
}

fn read<T>(laptop: &Laptop, question: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
    laptop.database.read(question).unwrap()
}

fn keep(laptop: &Laptop, blob: &BlobId, offset: u64, bytes: &[u8]) -> Kept {
    write(laptop, |t| blobs::keep_part(t, &laptop.scope(), blob, offset, bytes))
}

/// Another laptop of the same hub, with all entries and no bytes.
fn second(first: &Laptop) -> Laptop {
    let other = empty(signer(2), first.hub);
    let enrolment: Vec<MembershipEvent> = vec![
        DeviceEnrolled { device: DeviceKey::of(&other.signer.device) }.into(),
        PersonEnrolled { person: other.signer.person, key: PersonKey::of(&other.signer.person_key) }.into(),
    ];
    let roster = Scope::Roster(first.hub);
    let act = ActId::from_bytes([77; 16]);
    write(first, |t| first.own.append_membership(t, roster, act, at(5), enrolment, &first.signer));
    first.give(&other);
    other
}

#[test]
fn a_photograph_is_kept_with_its_act_and_read_back_in_parts() {
    let laptop = stocked();
    let bytes = photograph(1, 2 * PART + 77);
    let blob = attach(&laptop, 1, &bytes);
    assert_eq!(blob, blob_id(&bytes));
    let scope = laptop.scope();
    let part = |offset| read(&laptop, |c| blobs::part(c, &scope, &blob, offset));
    for (offset, length) in
        [(0, PART), (PART, PART), (2 * PART, 77), (5, PART), (PART + 9, PART), (2 * PART + 76, 1)]
    {
        let from = offset as usize;
        assert_eq!(part(offset).unwrap(), bytes[from..from + length as usize], "{offset}");
    }
    for beyond in [2 * PART + 77, u64::MAX] {
        assert_eq!(part(beyond), Some(Vec::new()));
    }
    assert_eq!(read(&laptop, |c| blobs::bytes(c, &scope, &blob)), Some(bytes.clone()));
    assert_eq!(read(&laptop, |c| blobs::wanted(c, 10)), []);
    assert_eq!(read(&laptop, blobs::waiting), Waiting::default());
    let known = Blob { scope, blob, size: bytes.len() as u64 };
    assert_eq!(read(&laptop, |c| blobs::whole(c, &[(scope, blob), (scope, blob_id(b"no"))])), [known]);
    let rows = read(&laptop, |c| attachments::attachments(c, subject(asset_id(1))));
    assert_eq!(rows.len(), 1);
    assert!(rows[0].whole && rows[0].file_name == "photo-1.jpg" && rows[0].withdrawn.is_none(), "{rows:?}");
    assert_eq!(laptop.problems(), []);
}

#[test]
fn entries_stand_without_their_bytes_and_the_bytes_come_part_by_part() {
    let first = stocked();
    let (small, large) = (photograph(1, 1_000), photograph(2, PART + 500));
    let blob = attach(&first, 1, &large);
    let other_blob = attach(&first, 2, &small);
    let other = second(&first);
    assert_eq!(other.hash(), first.hash(), "the bytes are no part of what is folded");
    let scope = first.scope();
    let size = large.len() as u64;
    let wanted = |blob, size, held| Wanted { of: Blob { scope, blob, size }, held };
    let smallest_first = [wanted(other_blob, 1_000, 0), wanted(blob, size, 0)];
    assert_eq!(read(&other, |c| blobs::wanted(c, 10)), smallest_first);
    assert_eq!(read(&other, |c| blobs::wanted(c, 1)), smallest_first[..1]);
    assert_eq!(read(&other, blobs::waiting), Waiting { blobs: 2, bytes: size + 1_000 });
    assert_eq!(read(&other, |c| blobs::part(c, &scope, &blob, 0)), None, "not here, not handed on");
    let shown = read(&other, |c| attachments::attachment(c, attachment_id(1))).unwrap();
    assert_eq!((shown.details.size, shown.bytes), (size, None));

    let (one, rest) = large.split_at(BLOB_PART_BYTES);
    let foreign = Scope::Hub(HubId::from_bytes([9; 32]));
    let steps: [(&str, u64, &[u8], Kept); 9] = [
        ("not from the beginning", 7, one, Kept::OutOfStep(0)),
        ("nothing", 0, &[], Kept::OutOfStep(0)),
        ("more than a part", 0, large.as_slice(), Kept::OutOfStep(0)),
        ("the first part", 0, one, Kept::More(PART)),
        ("the first part again", 0, one, Kept::OutOfStep(PART)),
        ("beyond", PART + 1, rest, Kept::OutOfStep(PART)),
        ("some of the next", PART, &rest[..100], Kept::More(PART + 100)),
        ("the last", PART + 100, &rest[100..], Kept::Whole),
        ("once more", 0, one, Kept::Unwanted),
    ];
    for (step, offset, bytes, kept) in steps {
        assert_eq!(keep(&other, &blob, offset, bytes), kept, "{step}");
        if kept == Kept::More(PART) {
            // What a cut line leaves: it goes on where it was.
            let goes_on = read(&other, |c| blobs::wants(c, &scope, &blob));
            assert_eq!(goes_on, Some(wanted(blob, size, PART)));
            assert_eq!(read(&other, |c| blobs::part(c, &scope, &blob, 0)), None, "not whole, not handed on");
        }
    }
    assert_eq!(read(&other, |c| blobs::bytes(c, &scope, &blob)), Some(large.clone()));
    assert_eq!(read(&other, |c| blobs::wants(c, &scope, &blob)), None);
    assert_eq!(read(&other, |c| blobs::wants(c, &foreign, &other_blob)), None, "named in another scope");
    assert_eq!(read(&other, |c| blobs::part(c, &foreign, &blob, 0)), None);
    assert_eq!(write(&other, |t| blobs::keep_part(t, &foreign, &other_blob, 0, &small)), Kept::Unwanted);
    assert_eq!(keep(&other, &blob_id(b"named by nobody"), 0, b"named by nobody"), Kept::Unwanted);
    assert_eq!(keep(&other, &other_blob, 0, &small), Kept::Whole);
    assert_eq!((other.hash(), other.problems()), (first.hash(), vec![]));
}

#[test]
fn what_is_not_what_its_hash_says_is_dropped_as_a_whole() {
    let first = stocked();
    let bytes = photograph(3, PART + 10);
    let blob = attach(&first, 1, &bytes);
    let other = second(&first);
    let (one, rest) = bytes.split_at(BLOB_PART_BYTES);
    assert_eq!(keep(&other, &blob, 0, one), Kept::More(PART));
    let mut wrong = rest.to_vec();
    wrong[3] ^= 1;
    assert_eq!(keep(&other, &blob, PART, &wrong), Kept::Spoilt);
    let again = read(&other, |c| blobs::wants(c, &first.scope(), &blob)).unwrap();
    assert_eq!(again.held, 0, "from the beginning");
    assert_eq!(keep(&other, &blob, 0, one), Kept::More(PART));
    let longer = photograph(3, 11);
    assert_eq!(keep(&other, &blob, PART, &longer), Kept::Spoilt, "more than an attachment names");
    assert_eq!(keep(&other, &blob, 0, one), Kept::More(PART));
    write(&other, |t| blobs::let_go(t, &first.scope(), &blob));
    assert_eq!(read(&other, |c| blobs::wants(c, &first.scope(), &blob)).unwrap().held, 0, "let go");
    assert_eq!(keep(&other, &blob, 0, one), Kept::More(PART));
    assert_eq!(keep(&other, &blob, PART, rest), Kept::Whole);
    write(&other, |t| blobs::let_go(t, &first.scope(), &blob));
    assert_eq!(read(&other, |c| blobs::wants(c, &first.scope(), &blob)), None, "what is whole stays");
    assert_eq!(other.problems(), []);
}

/// A size that somebody's act gives wrong keeps nobody from the bytes.
#[test]
fn a_wrong_size_beside_the_right_one_does_no_harm() {
    let first = stocked();
    let bytes = photograph(4, 2_000);
    let blob = attach(&first, 1, &bytes);
    for (n, size) in [(2, 5), (3, 700_000), (4, 0), (5, u64::MAX)] {
        let event = Event::Attached(details(n, blob, size));
        let id = first.act_id();
        write(&first, |t| first.append(t, id, vec![NewEvent::new(attachment_id(n), event)]));
    }
    let other = second(&first);
    let wanted = read(&other, |c| blobs::wants(c, &first.scope(), &blob)).unwrap();
    assert_eq!(wanted.of.size, 700_000);
    assert_eq!(keep(&other, &blob, 0, &bytes[..5]), Kept::More(5));
    assert_eq!(keep(&other, &blob, 5, &bytes[5..]), Kept::Whole);
    let known = read(&other, |c| blobs::whole(c, &[(first.scope(), blob)]));
    assert_eq!(known[0].size, 2_000);
    assert_eq!((other.hash(), other.problems()), (first.hash(), vec![]));
}

#[test]
fn without_room_nothing_is_asked_for_and_own_ones_are_always_kept() {
    let first = stocked();
    let blobs: Vec<(BlobId, Vec<u8>)> = [(1, 400), (2, 500), (3, 3_000)]
        .map(|(n, length)| (n, photograph(n, length)))
        .map(|(n, bytes)| (attach(&first, n.into(), &bytes), bytes))
        .into();
    let other = second(&first);
    write(&other, |t| blobs::set_room(t, 1_000));
    write(&other, |t| blobs::keep_own(t, &other.scope(), &photograph(9, 5_000)));
    let wanted =
        || read(&other, |c| blobs::wanted(c, 10)).into_iter().map(|one| one.of.blob).collect::<Vec<_>>();
    assert_eq!(wanted(), [blobs[0].0, blobs[1].0]);
    // Whoever held the first may be gone for good: it takes no room from the second before it comes.
    write(&other, |t| blobs::set_room(t, 850));
    assert_eq!(wanted(), [blobs[0].0, blobs[1].0]);
    write(&other, |t| blobs::set_room(t, 1_000));
    assert_eq!(read(&other, |c| blobs::wants(c, &first.scope(), &blobs[2].0)), None);
    assert_eq!(keep(&other, &blobs[2].0, 0, &blobs[2].1), Kept::Unwanted);
    assert_eq!(keep(&other, &blobs[0].0, 0, &blobs[0].1), Kept::Whole);
    // Begun, it is counted as a whole and may end.
    assert_eq!(keep(&other, &blobs[1].0, 0, &blobs[1].1[..10]), Kept::More(10));
    assert_eq!(read(&other, blobs::room).left(), 100);
    write(&other, |t| blobs::set_room(t, 0));
    assert_eq!(wanted(), [blobs[1].0]);
    assert_eq!(keep(&other, &blobs[1].0, 10, &blobs[1].1[10..]), Kept::Whole);
    assert_eq!(
        read(&other, blobs::waiting),
        Waiting { blobs: 1, bytes: 3_000 },
        "what waits is told all the same"
    );
    write(&other, |t| blobs::set_room(t, 10_000));
    assert_eq!(wanted(), [blobs[2].0]);
}

#[test]
fn who_holds_what_is_remembered_and_can_be_forgotten() {
    let laptop = stocked();
    let scope = laptop.scope();
    let (large, small) = (attach(&laptop, 1, &photograph(1, 900)), attach(&laptop, 2, &photograph(2, 300)));
    let (kyiv, neighbour) = ([1; 32], [2; 32]);
    let unheld = |party: Option<&[u8; 32]>, limit| {
        let found = read(&laptop, |c| blobs::unheld_by(c, party, &[scope, Scope::Network], limit));
        found.into_iter().map(|one| one.blob).collect::<Vec<_>>()
    };
    assert_eq!(unheld(Some(&kyiv), 10), [small, large]);
    assert_eq!(unheld(Some(&kyiv), 1), [small]);
    assert_eq!(read(&laptop, |c| blobs::unheld_by(c, None, &[], 10)), [], "of no scope, none");
    assert_eq!(read(&laptop, |c| blobs::waiting_for(c, &kyiv)), Waiting { blobs: 2, bytes: 1_200 });
    let claimed = [(scope, small), (scope, blob_id(b"never heard of")), (Scope::Network, small)];
    write(&laptop, |t| blobs::held_there(t, &kyiv, &claimed, 5));
    write(&laptop, |t| blobs::held_there(t, &kyiv, &claimed, 6));
    assert_eq!(unheld(Some(&kyiv), 10), [large]);
    assert_eq!(unheld(Some(&neighbour), 10), [small, large]);
    assert_eq!(unheld(None, 10), [small, large]);
    assert_eq!(read(&laptop, |c| blobs::waiting_for(c, &kyiv)), Waiting { blobs: 1, bytes: 900 });
    let rows = read(&laptop, |c| {
        Ok(c.query_row("select count(*) from blob_reached", [], |row| row.get::<_, i64>(0))?)
    });
    assert_eq!(rows, 1, "what is neither named nor held here says nothing");
    write(&laptop, |t| blobs::forget_held_there(t, &kyiv));
    assert_eq!(unheld(Some(&kyiv), 10), [small, large]);
}

#[test]
fn a_changed_byte_is_named() {
    let laptop = stocked();
    let blob = attach(&laptop, 1, &photograph(1, PART + 20));
    attach(&laptop, 2, &photograph(2, 20));
    assert_eq!(laptop.problems(), []);
    for change in [
        "update blob_part set bytes = x'00' where start > 0",
        "delete from blob_part where start = 0 and length(bytes) > 1000",
        "update blob set size = size + 1 where size > 1000",
    ] {
        let found = laptop.database.write(|transaction| {
            transaction.execute_batch(change)?;
            let report = store::verify::verify(transaction, &mut |_, _| true)?;
            let bytes = blobs::bytes(transaction, &laptop.scope(), &blob);
            Err::<(), _>(Found::Then(report.problems, bytes.is_err()))
        });
        let (problems, refused) = match found {
            Err(Found::Then(problems, refused)) => (problems, refused),
            Err(Found::Broken(error)) => panic!("{change}: {error}"),
            Ok(()) => unreachable!("it is rolled back"),
        };
        assert_eq!(problems, [Problem::WrongBlob { blob }], "{change}");
        assert!(refused || change.contains("set size"), "{change}: never shown");
    }
}

/// What was found in a transaction that is rolled back.
enum Found {
    Then(Vec<Problem>, bool),
    Broken(StoreError),
}

impl From<StoreError> for Found {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

impl From<rusqlite::Error> for Found {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(error.into())
    }
}

#[test]
fn what_was_attached_is_part_of_the_story_of_the_thing() {
    let laptop = stocked();
    attach(&laptop, 1, &photograph(1, 50));
    let reason = "another rifle".to_owned();
    laptop.must(&Command::WithdrawAttachment { id: attachment_id(1), reason });
    let story = read(&laptop, |c| timeline::timeline(c, subject(asset_id(1)), &Window::default()));
    let told: Vec<&str> = story.rows.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(told, ["attachment-withdrawn", "attached", "asset-received"]);
    assert_eq!(story.total, 3);
    for row in &story.rows[..2] {
        assert_eq!(row.names[&attachment_id(1).to_string()], "photo-1.jpg", "{}", row.what);
    }
    let window = Window { limit: 1, offset: 1, ..Window::default() };
    let page = read(&laptop, |c| timeline::timeline(c, subject(asset_id(1)), &window));
    assert_eq!((page.rows.len(), page.rows[0].what.as_str()), (1, "attached"));
    let acts = read(&laptop, |c| acts::acts(c, None, &Window::default()));
    let latest = &acts.rows[0];
    assert_eq!((latest.subject, latest.subject_kind.as_str()), (subject(asset_id(1)), "asset"));
    assert_eq!(latest.to_name, None);
    let rows = read(&laptop, |c| attachments::attachments(c, subject(asset_id(1))));
    assert_eq!(rows[0].withdrawn.as_ref().unwrap().reason, "another rifle");
    assert_eq!(read(&laptop, |c| attachments::attachments(c, subject(asset_id(2)))), []);
}

#[test]
fn a_rebuild_comes_to_the_same_and_keeps_the_bytes() {
    let laptop = stocked();
    let bytes = photograph(1, PART + 3);
    let blob = attach(&laptop, 1, &bytes);
    let before = laptop.hash();
    write(&laptop, |t| {
        assert_eq!(store::verify::unlike_rebuilt(t, &mut |_, _| true)?, [""; 0]);
        store::rebuild(t, laptop.own.remembered(), &mut |_, _| true)
    });
    assert_eq!(laptop.hash(), before);
    assert_eq!(read(&laptop, |c| blobs::bytes(c, &laptop.scope(), &blob)), Some(bytes));
    assert_eq!(laptop.problems(), []);
}

#[test]
fn the_rules_and_the_store_agree_on_the_largest() {
    assert_eq!(domain::attachment::LARGEST_ATTACHMENT, feed::MAX_BLOB_BYTES);
}

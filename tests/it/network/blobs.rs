//! Photographs and documents on their way: to Kyiv and from it, between neighbours, by stick; over lines that break
//! off or are paid by the megabyte, and to nobody who may not have them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use app::api::exchange::BundleFor;
use app::api::network::AttachmentsStatus;
use app::api::operation::Operation;
use app::api::problem::{Problem, SyncProblem};
use feed::{Scope, blob_id};
use serde_json::json;
use wire::bundle::{BlobPart, HeldList};
use wire::message::{BlobName, PartBecame};

use super::nearby::door;
use super::relay::Relay;
use super::world::{Laptop, World, asset};

const KIB: usize = 1024;

/// Attached to a rifle.
struct Attached {
    id: uuid::Uuid,
    bytes: Vec<u8>,
}

impl Attached {
    /// A document of so many bytes, attached on this laptop.
    fn on(laptop: &Laptop, rifle: u8, length: usize) -> Self {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let begun = bytes.len();
        bytes.resize(length, 0);
        // Nothing presses these, on the line or in a bundle.
        blake3::Hasher::new_keyed(&[rifle; 32]).finalize_xof().fill(&mut bytes[begun..]);
        let path = laptop.path(&format!("consent-{rifle}-{length}.pdf"));
        std::fs::write(&path, &bytes).unwrap();
        let id = uuid::Uuid::now_v7();
        let attach: Operation = serde_json::from_value(json!({ "operation": "attach", "id": id,
            "to": { "type": "asset", "id": asset(rifle) }, "path": path.display().to_string(),
            "shows": "consent", "note": null, "act": null }))
        .unwrap();
        laptop.do_it(attach);
        Self { id, bytes }
    }

    /// Whether all its bytes are on this laptop, as they were attached.
    fn is_on(&self, laptop: &Laptop) -> bool {
        let path = laptop.path(&format!("saved-{}.pdf", uuid::Uuid::now_v7()));
        let save: Operation = serde_json::from_value(json!({ "operation": "save-attachment", "id": self.id,
            "path": path.display().to_string() }))
        .unwrap();
        match laptop.komora.operate(save) {
            Ok(_) => {
                let saved = std::fs::read(&path).unwrap();
                assert!(saved == self.bytes, "other bytes under its name");
                true
            }
            Err(_) => false,
        }
    }
}

fn attachments(laptop: &Laptop) -> AttachmentsStatus {
    laptop.network().attachments
}

/// How many go, and how many come.
fn waiting(laptop: &Laptop) -> (u32, u32) {
    let AttachmentsStatus { going, coming, .. } = attachments(laptop);
    (going.attachments, coming.attachments)
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Problem>) -> SyncProblem {
    match outcome {
        Err(Problem::Sync { sync }) => sync,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_photograph_attached_on_one_laptop_is_seen_on_the_other_and_in_kyiv() {
    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    let large = Attached::on(&first, 1, 700 * KIB);
    let small = Attached::on(&first, 2, 5 * KIB);
    assert_eq!(waiting(&first), (2, 0));
    assert_eq!(attachments(&first).going.bytes, 705 * KIB as u64);
    let met = first.meet();
    assert_eq!((met.attachments_went, met.spoilt), (2, 0));
    assert_eq!((waiting(&first), first.network().waiting.acts), ((0, 0), 0));
    for laptop in [&second, &world.coordination] {
        let met = laptop.meet();
        assert_eq!(met.attachments_came, 2, "{met:?}");
        assert!(large.is_on(laptop) && small.is_on(laptop));
        assert_eq!(waiting(laptop), (0, 0));
    }
    // Nothing more to say: a meeting moves nothing.
    let met = first.meet();
    assert_eq!((met.came, met.went, met.attachments_came, met.attachments_went), (0, 0, 0, 0));
}

#[test]
fn another_hubs_laptop_hears_of_nothing() {
    let world = World::founded();
    let (oak, elm) = (world.hub("OAK"), world.hub("ELM"));
    let photograph = Attached::on(&oak, 1, 20 * KIB);
    oak.meet();
    let met = elm.meet();
    assert_eq!((met.attachments_came, waiting(&elm)), (0, (0, 0)));
    assert!(!photograph.is_on(&elm));
    // Coordination holds both hubs' and gives neither to the other.
    world.coordination.meet();
    assert!(photograph.is_on(&world.coordination));
    elm.meet();
    assert!(!photograph.is_on(&elm));
}

#[test]
fn a_line_that_breaks_off_goes_on_where_it_was_and_acts_went_before() {
    let mut line = None;
    let world = World::founded_behind(|center| line.insert(Relay::to(center)).address);
    let line = line.unwrap();
    let hub = world.hub("OAK");
    let photograph = Attached::on(&hub, 1, 3_000 * KIB);
    let size = photograph.bytes.len() as u64;
    // What goes on the line twice is one part at most, and what is said about parts.
    let most = size + feed::BLOB_PART_BYTES as u64 + 300 * 1024;

    let sent = line.up().bytes();
    line.up().break_after(1_200 * 1024);
    let broken = refused(hub.komora.sync_once(&|_, _| {}));
    assert!(matches!(broken, SyncProblem::BrokenOff | SyncProblem::Unreachable), "{broken:?}");
    assert_eq!(hub.network().waiting.acts, 0, "acts went first");
    assert_eq!(waiting(&hub), (1, 0));
    line.up().mend();
    assert_eq!(hub.meet().attachments_went, 1);
    let sent = line.up().bytes() - sent;
    assert!((size..most).contains(&sent), "{sent} bytes for a photograph of {size}");

    let received = line.down().bytes();
    line.down().break_after(1_200 * 1024);
    refused(world.coordination.komora.sync_once(&|_, _| {}));
    assert!(!photograph.is_on(&world.coordination));
    line.down().mend();
    assert_eq!(world.coordination.meet().attachments_came, 1);
    assert!(photograph.is_on(&world.coordination));
    let received = line.down().bytes() - received;
    assert!((size..most).contains(&received), "{received} bytes for a photograph of {size}");
}

#[test]
fn on_a_metered_line_large_ones_wait_until_a_person_asks() {
    let world = World::founded();
    let first = world.hub("OAK");
    first.do_it(Operation::SetMetered { metered: true });
    let large = Attached::on(&first, 1, 300 * KIB);
    let small = Attached::on(&first, 2, 60 * KIB);
    assert_eq!(first.meet().attachments_went, 1);
    assert_eq!((waiting(&first), first.network().waiting.acts), ((1, 0), 0));
    let second = world.second(&first, "Quartermaster 2");
    assert!(small.is_on(&second) && !large.is_on(&second));
    first.do_it(Operation::SendAttachmentsNow);
    assert_eq!(first.meet().attachments_went, 1);
    second.do_it(Operation::SetMetered { metered: true });
    second.meet();
    assert_eq!((large.is_on(&second), waiting(&second)), (false, (0, 1)));
    second.do_it(Operation::SendAttachmentsNow);
    second.meet();
    assert!(large.is_on(&second));
    // Once: what comes later waits again.
    let later = Attached::on(&first, 3, 300 * KIB);
    first.meet();
    assert_eq!(waiting(&first), (1, 0));
    assert!(!later.is_on(&second));
}

#[test]
fn a_laptop_that_is_cut_is_given_no_photograph_it_knows_of() {
    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    // There is still somebody to answer nearby when another is cut.
    let _third = world.second(&first, "Quartermaster 3");
    first.do_it(Operation::SetMetered { metered: true });
    let photograph = Attached::on(&first, 1, 200 * KIB);
    first.meet();
    second.meet();
    assert_eq!(waiting(&second), (0, 1), "it knows of it");
    world.cut(&second);
    first.do_it(Operation::SetMetered { metered: false });
    first.meet();
    assert_eq!(refused(second.komora.sync_once(&|_, _| {})), SyncProblem::Revoked);
    let at = door(&first);
    assert_eq!(refused(second.komora.visit(at)), SyncProblem::UnknownDevice);
    assert!(!photograph.is_on(&second));
    first.komora.shut_down();
}

#[test]
fn neighbours_fetch_photographs_without_kyiv() {
    let mut world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    world.center.leave();
    let photograph = Attached::on(&first, 1, 900 * KIB);
    let at = door(&first);
    let met = second.komora.visit(at).unwrap();
    assert_eq!((met.attachments_came, met.spoilt), (1, 0));
    assert!(photograph.is_on(&second));
    assert_eq!(second.komora.visit(at).unwrap().attachments_came, 0);
    first.komora.shut_down();
    // It was never in Kyiv: whoever gets there first brings it.
    world.center.listen();
    assert_eq!(second.meet().attachments_went, 1);
}

fn bundle(from: &Laptop, attachments: bool) -> (PathBuf, app::api::exchange::BundleExported) {
    let path = from.path(&format!("{}.komora", uuid::Uuid::now_v7()));
    let written = from.komora.export_bundle(BundleFor::Hub, attachments, &path, &|_, _, _| true);
    (path, written.unwrap())
}

#[test]
fn photographs_go_by_stick_and_may_be_left_out() {
    let mut world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    world.center.leave();
    let photograph = Attached::on(&first, 1, 600 * KIB);
    let take = |file: &PathBuf| second.komora.import_bundle(file, &|_, _, _| true).unwrap();

    let (without, written) = bundle(&first, false);
    assert_eq!((written.attachments, written.attachment_bytes), (0, 0));
    assert!(take(&without).came > 0);
    assert_eq!((waiting(&second).1, photograph.is_on(&second)), (1, false));

    let (with, written) = bundle(&first, true);
    assert_eq!((written.attachments, written.attachment_bytes, written.left_out), (1, 600 * KIB as u64, 0));
    // Stopped in the middle, it goes on where it was.
    let stopped =
        second.komora.import_bundle(&with, &|stage, done, total| stage != "taking" || done + 1 < total);
    assert_eq!(stopped.unwrap_err(), Problem::Cancelled);
    assert!(!photograph.is_on(&second));
    assert_eq!(take(&with).attachments, 1);
    assert!(photograph.is_on(&second));
    assert_eq!(take(&with).attachments, 0, "again changes nothing");
    // Whoever made a bundle is known to hold what was in it.
    let (_, back) = bundle(&second, true);
    assert_eq!(back.attachments, 0);
}

/// Whoever begins one in Kyiv with other bytes keeps it from nobody.
#[test]
fn what_somebody_began_wrongly_in_kyiv_goes_there_once_more_from_its_beginning() {
    let world = World::founded();
    let hub = world.hub("OAK");
    hub.meet();
    let photograph = Attached::on(&hub, 1, 300 * KIB);
    let Scope::Roster(oak) = world.member(&hub).0 else { panic!("a hub's laptop") };
    let of = BlobName { scope: Scope::Hub(oak), blob: blob_id(&photograph.bytes) };
    let wrong = BlobPart { of, size: photograph.bytes.len() as u64, offset: 0, bytes: vec![7; 64 * KIB] };
    let begun = world.center.books.take_carried_part(hub.device(), wrong, 1).unwrap();
    assert_eq!(begun, Some(PartBecame::More(64 * KIB as u64)));
    let met = hub.meet();
    assert_eq!((met.attachments_went, met.spoilt), (1, 0));
    world.coordination.meet();
    assert!(photograph.is_on(&world.coordination));
}

#[test]
fn a_center_without_room_says_so_and_acts_go_on() {
    // The small one goes. For all of the large one there is no room: one laptop leaves half of it to the others.
    let world = World::founded_with_blob_room(300 * KIB as u64);
    let hub = world.hub("OAK");
    let large = Attached::on(&hub, 1, 300 * KIB);
    let small = Attached::on(&hub, 2, 50 * KIB);
    let met = hub.meet();
    assert_eq!((met.attachments_went, met.spoilt), (1, 0));
    assert!(attachments(&hub).full);
    assert_eq!((waiting(&hub), hub.network().waiting.acts), ((1, 0), 0));
    hub.issue(3, hub.person());
    assert!(hub.meet().went > 0);
    world.coordination.meet();
    assert!(small.is_on(&world.coordination) && !large.is_on(&world.coordination));
    assert_eq!(waiting(&world.coordination), (0, 1));
}

#[test]
fn a_laptops_list_of_what_it_holds_names_its_photographs() {
    let world = World::founded();
    let hub = world.hub("OAK");
    let list = |name: &str| {
        let path = hub.path(name);
        hub.do_it(Operation::SaveHoldings { path: path.display().to_string() });
        HeldList::from_bytes(&std::fs::read(path).unwrap()).unwrap()
    };
    let before = list("before.komora-held");
    assert!(before.blobs.is_empty() && !before.holdings.haves.0.is_empty());
    let photographs = [Attached::on(&hub, 1, 20 * KIB), Attached::on(&hub, 2, 30 * KIB)];
    hub.meet();
    let Scope::Roster(oak) = world.member(&hub).0 else { panic!("a hub's laptop") };
    let named = photographs.iter().map(|one| BlobName { scope: Scope::Hub(oak), blob: blob_id(&one.bytes) });
    assert_eq!(list("after.komora-held").blobs, named.collect::<BTreeSet<_>>());
}

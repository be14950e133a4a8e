//! By stick, where it cannot be: the laptop that should let another in holds the word that it is cut itself, and the
//! disk is full on the way.

use std::fs;
use std::path::Path;

use app::api::problem::SyncProblem;
use app::api::status::Phase;
use feed::AuthorityKey;
use wire::bundle::{About, BundleWriter, Purpose};

use super::by_stick::{Newcomer, read, sync};
use super::device::{Device, page};
use super::world::{Laptop, World, alone};

/// What lies beside an answer while it is written.
fn partial(answer: &Path) -> std::path::PathBuf {
    answer.with_file_name("answer.komora.partial")
}

fn nothing_written(newcomer: &Newcomer) {
    assert!(!newcomer.answer().exists() && fs::symlink_metadata(partial(&newcomer.answer())).is_err());
}

/// All that a laptop of the hub whose keys lie open gets from the center, on a stick for another.
fn carried(world: &World, by: &mut Device, to: &Laptop) {
    let network = AuthorityKey::from_hex(&world.coordination.network().network.unwrap()).unwrap();
    let about = About { network: Some(network), purpose: Purpose::ForHub, made_at_ms: 0 };
    let mut writer = BundleWriter::new(Vec::new(), &by.key, about, &[to.device()]).unwrap();
    let runs = by.fetch();
    let entries: usize = runs.iter().map(|run| run.entries().len()).sum();
    writer.page(&page(&runs), u32::try_from(entries).unwrap()).unwrap();
    let file = to.path("carried.komora");
    fs::write(&file, writer.finish().unwrap()).unwrap();
    to.komora.import_bundle(&file, &|_, _, _| true).unwrap();
}

#[test]
fn a_laptop_that_holds_its_own_cut_lets_nobody_in_and_writes_nothing() {
    let world = World::founded();
    let hub = world.hub("OAK");
    let mut other = Device::joined(&world, &hub, 60, world.center.address);
    hub.meet();
    world.cut(&hub);
    // Nobody has told it so; the word comes by stick, as one entry among others.
    carried(&world, &mut other, &hub);
    let newcomer = Newcomer::asked("Storekeeper 2");
    let (heads, hashes) = (hub.komora.heads().unwrap(), hub.hashes());
    assert_eq!(sync(read(&hub, &newcomer, &newcomer.words)), SyncProblem::Revoked);
    assert_eq!(sync(newcomer.let_in_by(&hub, "storekeeper")), SyncProblem::Revoked);
    nothing_written(&newcomer);
    assert_eq!((hub.komora.heads().unwrap(), hub.hashes()), (heads, hashes));
    assert!(newcomer.waits());
}

/// A device of Linux that is always full stands where the answer is written.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_for_which_there_is_no_room_is_not_there_and_written_again_it_lets_the_laptop_in() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    std::os::unix::fs::symlink("/dev/full", partial(&newcomer.answer())).unwrap();
    assert_eq!(newcomer.let_in_by(&hub, "storekeeper"), Err(app::api::problem::Problem::DiskFull));
    nothing_written(&newcomer);
    assert!(newcomer.waits());
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    newcomer.take(&newcomer.answer()).unwrap();
    assert_eq!(newcomer.laptop.komora.status().phase, Phase::Open);
    let devices = hub.network().devices;
    assert_eq!(devices.len(), 2, "let in once: {devices:?}");
}

/// The answer is cut off where the stick ran full as it was copied; what was taken of it is nothing.
#[test]
fn an_answer_that_was_copied_onto_a_full_stick_leaves_the_laptop_waiting() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    let whole = fs::read(newcomer.answer()).unwrap();
    let copy = newcomer.laptop.path("copied.komora");
    for length in [0, 512, 4_096, whole.len() / 2, whole.len() - 1] {
        fs::write(&copy, &whole[..length.min(whole.len() - 1)]).unwrap();
        assert!(newcomer.take(&copy).is_err(), "{length}");
        assert!(newcomer.waits(), "{length}");
    }
    fs::write(&copy, &whole).unwrap();
    newcomer.take(&copy).unwrap();
    assert_eq!(newcomer.laptop.komora.status().phase, Phase::Open);
}

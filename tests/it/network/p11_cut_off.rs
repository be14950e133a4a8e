//! P11: from its revocation on a laptop receives nothing, however it hangs on the center at that moment; and what
//! is forged with its keys afterwards is set apart on every replica, however it gets there.
//!
//! `KOMORA_SEED` repeats the forgeries of a run.

use std::time::{Duration, Instant};

use app::api::exchange::BundleFor;
use center::center::now_ms;
use feed::{AuthorityKey, Head, Reason, Scope, Verified};
use store::Status;
use wire::bundle::{About, BundleWriter, Purpose};
use wire::message::{HeadsRequest, PullRequest};
use wire::{Refused, WireError};

use super::device::{Device, page};
use super::live::until;
use super::nearby::door;
use super::p11_forgeries::{Forgery, OF_EACH, WAYS, Written, forged};
use super::p11_hanging::{ALL, Hangs};
use super::relay::Relay;
use super::replica::Replica;
use super::world::{Laptop, World};
use crate::dice::Dice;

/// What is promised.
pub const AT_MOST: Duration = Duration::from_secs(1);

/// UTC, milliseconds since 1970.
pub const AT_WORK: i64 = 1_790_000_000_000;

/// A hub with two laptops and two more whose keys lie open; one of these is to be cut off.
struct Scene {
    world: World,
    network: AuthorityKey,
    desk: Laptop,
    neighbour: Laptop,
    honest: Device,
    culprit: Device,
    relay: Relay,
    written: Written,
    /// What the culprit begins to hand over.
    upload: Vec<Verified>,
}

impl Scene {
    fn set(dice: &mut Dice) -> Self {
        let world = World::founded();
        let network = AuthorityKey::from_hex(&world.coordination.network().network.unwrap()).unwrap();
        let desk = world.hub("OAK");
        let neighbour = world.second(&desk, "Quartermaster 2");
        let relay = Relay::to(world.center.address);
        let mut honest = Device::joined(&world, &desk, 60, world.center.address);
        let mut culprit = Device::joined(&world, &desk, 61, relay.address);
        let written = Written::by(&mut culprit);
        culprit.push(&written.handed_over()).unwrap();
        let mut pen = culprit.pen(3);
        let mut upload = vec![culprit.opens(&mut pen, AT_WORK)];
        upload.extend(culprit.fills(&mut pen, noise(4, dice), AT_WORK));
        // What is worth downloading for a while.
        let mut pen = honest.pen(1);
        let mut runs = vec![honest.opens(&mut pen, AT_WORK)];
        runs.extend(honest.fills(&mut pen, noise(24, dice), AT_WORK));
        honest.push(&runs).unwrap();
        desk.meet();
        neighbour.meet();
        Self { world, network, desk, neighbour, honest, culprit, relay, written, upload }
    }

    #[cfg(debug_assertions)]
    fn cut(&self) -> Head {
        let (scope, device) = (Scope::Roster(self.culprit.hub), self.culprit.device());
        self.world.center.books.cut(scope, device, Some(self.written.ends()), now_ms()).unwrap()
    }

    /// Cut off as it hangs there; gives the entry that says so.
    fn cut_off(&mut self, hangs: Hangs) -> Head {
        let (device, scope) = (self.culprit.device(), Scope::Roster(self.culprit.hub));
        // Closed with all its other lines: whoever came back while they are being closed would lose that one too.
        let mut beside = self.culprit.client.live().unwrap();
        let (books, ends, relay) = (&self.world.center.books, self.written.ends(), &self.relay);
        let mut cut = None;
        let mut revoke = || {
            let entry = books.cut(scope, device, Some(ends.clone()), now_ms()).unwrap();
            cut = Some((entry, Instant::now()));
            if hangs == Hangs::Idle {
                until("the line is closed", || relay.open_connections() == 0);
            }
        };
        let outcome = hangs.passes(&mut self.culprit, relay, &self.upload, &mut revoke);
        let (entry, since) = cut.expect("it came to that");
        assert!(outcome.is_err(), "{hangs:?}: served all the same");
        while beside.wait().is_ok() {}
        until("every line is closed", || relay.open_connections() == 0);
        assert!(since.elapsed() < AT_MOST, "{hangs:?}: {:?}", since.elapsed());
        entry
    }

    /// Whatever it asks, it is told that it is cut, and no more.
    fn is_told_nothing(&mut self, hangs: Hangs) {
        let before = self.relay.down().bytes();
        let (culprit, upload) = (&mut self.culprit, &self.upload);
        let wanted = self.written.whole.iter().map(Verified::feed_id).take(1).collect();
        let nothing_held = PullRequest { wanted, holdings: Default::default(), most_entries: 5_000 };
        let asked = [
            ("heads", culprit.client.heads(&HeadsRequest::default()).map(drop)),
            ("push", culprit.push(&upload[..1]).map(drop)),
            ("pull", culprit.client.pull(&nothing_held).map(drop)),
            ("live", culprit.client.live().map(drop)),
        ];
        for (what, told) in asked {
            assert!(is_revoked(&told), "{hangs:?}, {what}: {told:?}");
        }
        let told = self.relay.down().bytes() - before;
        assert!(told < 16 * 1024, "{hangs:?}: {told} bytes for four times no");
    }
}

/// Payloads of 60 kB each that no press makes smaller.
pub fn noise(count: usize, dice: &mut Dice) -> Vec<Vec<u8>> {
    let one = |dice: &mut Dice| (0..7_500).flat_map(|_| dice.next().to_be_bytes()).collect();
    (0..count).map(|_| one(dice)).collect()
}

fn is_revoked(told: &Result<(), WireError>) -> bool {
    matches!(told, Err(WireError::Refused(Refused::Revoked)))
}

/// The accepted entries count, and of the forged ones each is set apart.
fn judged(replica: &Replica, written: &Written, forgeries: &[Forgery]) -> Result<(), String> {
    for entry in written.accepted() {
        match replica.status(&entry) {
            Some(Status::Folded) => {}
            other => return Err(format!("an accepted entry is {other:?}")),
        }
    }
    for Forgery { way, number, runs } in forgeries {
        for entry in runs.iter().flat_map(|run| run.entries()) {
            match replica.status(&entry.hash) {
                Some(Status::Quarantined(Reason::DeviceCut)) => {}
                other => return Err(format!("{way:?} {number} is {other:?}")),
            }
        }
    }
    if replica.is_sound() { Ok(()) } else { Err("what is held contradicts itself".to_owned()) }
}

/// All that comes after the cut from the culprit's keys, true and forged, in any order.
fn shuffled<'a>(written: &'a Written, forgeries: &'a [Forgery], dice: &mut Dice) -> Vec<&'a Verified> {
    let forged = forgeries.iter().flat_map(|forgery| &forgery.runs);
    let mut runs: Vec<&Verified> = written.withheld().iter().chain(forged).collect();
    for at in (1..runs.len()).rev() {
        runs.swap(at, dice.below(at as u64 + 1) as usize);
    }
    runs
}

/// Recorded in a store without anybody between, the word of the cut before the forgeries or after them.
fn recorded(
    scene: &Scene,
    before: &[Verified],
    with_cut: &[Verified],
    forgeries: &[Forgery],
    late: bool,
    dice: &mut Dice,
) -> Result<(), String> {
    let replica = Replica::of(scene.network);
    replica.record(before);
    if !late {
        replica.record(with_cut);
    }
    replica.record(shuffled(&scene.written, forgeries, dice));
    replica.record(with_cut);
    judged(&replica, &scene.written, forgeries)
}

/// A bundle the culprit makes for another laptop of the hub.
fn bundle(scene: &Scene, forgeries: &[Forgery], dice: &mut Dice) -> Vec<u8> {
    let about = About { network: Some(scene.network), purpose: Purpose::ForHub, made_at_ms: AT_WORK };
    let mut writer =
        BundleWriter::new(Vec::new(), &scene.culprit.key, about, &[scene.desk.device()]).unwrap();
    for run in shuffled(&scene.written, forgeries, dice) {
        writer.page(&page(std::slice::from_ref(run)), run.entries().len() as u32).unwrap();
    }
    writer.finish().unwrap()
}

/// Printed, so that a failure can be repeated.
fn chance(hangs: Hangs) -> Dice {
    let given = std::env::var("KOMORA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or(1);
    println!("KOMORA_SEED={seed}");
    Dice::seeded(seed).branch(hangs as u64)
}

fn is_cut_off(hangs: Hangs) {
    let mut dice = chance(hangs);
    let mut scene = Scene::set(&mut dice);
    let before = scene.honest.fetch();
    let cut = scene.cut_off(hangs);
    scene.is_told_nothing(hangs);
    let with_cut = scene.honest.fetch();

    let forgeries = forged(&mut scene.culprit, &scene.written, cut, &mut dice);
    assert_eq!(forgeries.len(), WAYS.len() * OF_EACH);
    let kept = scene.world.center.books.state().last();
    for run in forgeries.iter().flat_map(|forgery| &forgery.runs) {
        assert!(is_revoked(&scene.culprit.push(std::slice::from_ref(run)).map(drop)), "{hangs:?}");
    }
    assert_eq!(scene.world.center.books.state().last(), kept, "the center kept something of it");

    let late = hangs.hears_late();
    recorded(&scene, &before, &with_cut, &forgeries, late, &mut dice).unwrap();
    by_bundle_and_center(&mut scene, &forgeries, late, &mut dice);
}

/// By bundle to one laptop, from there by the center to coordination and by cable to the other laptop.
fn by_bundle_and_center(scene: &mut Scene, forgeries: &[Forgery], late: bool, dice: &mut Dice) {
    if !late {
        scene.desk.meet();
    }
    let file = scene.desk.path("forged.komora");
    std::fs::write(&file, bundle(scene, forgeries, dice)).unwrap();
    scene.desk.komora.import_bundle(&file, &|_, _, _| true).unwrap();
    scene.desk.meet();

    let forwarded = Replica::of(scene.network);
    forwarded.record(&scene.honest.fetch());
    judged(&forwarded, &scene.written, forgeries).unwrap();
    let expected = forwarded.hashes();
    let agrees = |who: &str, laptop: &Laptop| {
        let hashes = laptop.hashes();
        expected.iter().for_each(|hash| assert!(hashes.contains(hash), "{who}: {hash:?} of {hashes:?}"));
    };
    agrees("the laptop that got the bundle", &scene.desk);
    scene.world.coordination.meet();
    agrees("coordination", &scene.world.coordination);
    // Nobody carries for it what others would be given.
    let outgoing = scene.desk.path("for-hub.komora");
    let exported = scene.desk.komora.export_bundle(BundleFor::Hub, true, &outgoing, &|_, _, _| true).unwrap();
    assert_eq!(exported.recipients, 2, "the neighbour and the honest one");

    let at = door(&scene.desk);
    let cable = Device::neighbour(at, scene.desk.device());
    let refused = scene.culprit.speaking_to(&cable).heads(&HeadsRequest::default());
    assert!(matches!(refused, Err(WireError::Refused(Refused::UnknownDevice))), "{refused:?}");
    scene.neighbour.komora.visit(at).unwrap();
    agrees("the laptop on the same cable", &scene.neighbour);
    scene.desk.komora.shut_down();
}

#[test]
fn p11_a_laptop_cut_off_while_it_rests_gets_nothing_and_what_it_forges_counts_for_nothing() {
    is_cut_off(Hangs::Idle);
}

#[test]
fn p11_a_laptop_cut_off_on_a_long_poll_gets_nothing_and_what_it_forges_counts_for_nothing() {
    is_cut_off(Hangs::OnLongPoll);
}

#[test]
fn p11_a_laptop_cut_off_in_the_middle_of_an_upload_gets_nothing_and_what_it_forges_counts_for_nothing() {
    is_cut_off(Hangs::MidUpload);
}

#[test]
fn p11_a_laptop_cut_off_in_the_middle_of_a_download_gets_nothing_and_what_it_forges_counts_for_nothing() {
    is_cut_off(Hangs::MidDownload);
}

#[test]
fn p11_a_laptop_cut_off_before_it_comes_back_gets_nothing_and_what_it_forges_counts_for_nothing() {
    is_cut_off(Hangs::ComingBack);
}

/// Otherwise a line that is merely broken would pass for a laptop that is cut off.
#[test]
fn p11_a_laptop_that_is_not_cut_off_is_served_in_each_of_these_ways() {
    let mut dice = chance(Hangs::Idle);
    let mut scene = Scene::set(&mut dice);
    let Scene { culprit, honest, relay, upload, .. } = &mut scene;
    let mut pen = honest.pen(2);
    for hangs in ALL {
        let act = honest.opens(&mut pen, AT_WORK);
        let mut between = || {
            honest.push(std::slice::from_ref(&act)).unwrap();
            relay.up().let_on();
            relay.down().let_on();
        };
        let outcome = hangs.passes(culprit, relay, upload, &mut between);
        assert!(outcome.is_ok(), "{hangs:?}: {outcome:?}");
    }
}

#[cfg(debug_assertions)]
#[test]
fn p11_a_store_that_folds_what_a_cut_leaves_out_is_noticed() {
    use store::mutant::{self, Mutant};

    let mut dice = chance(Hangs::Idle);
    let mut scene = Scene::set(&mut dice);
    let before = scene.honest.fetch();
    let cut = scene.cut();
    let with_cut = scene.honest.fetch();
    let forgeries = forged(&mut scene.culprit, &scene.written, cut, &mut dice);
    for (fault, late) in [(Mutant::CutsForwardOnly, true), (Mutant::FoldsBeyondCuts, false)] {
        let mut outcome = |fault| {
            mutant::set(fault);
            let outcome = recorded(&scene, &before, &with_cut, &forgeries, late, &mut dice);
            mutant::set(None);
            outcome
        };
        assert_eq!(outcome(None), Ok(()));
        assert!(outcome(Some(fault)).is_err(), "{fault:?}");
    }
}

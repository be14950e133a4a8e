//! Bundles come to the center and go from it.

use std::path::{Path, PathBuf};

use feed::exchange::{Have, Holdings, NoNames, Tip, decode_page};
use feed::{AuthorityKey, DeviceKey, Head, HubId, Party, Scope, SigningKey, Verified};
use tempfile::TempDir;
use wire::bundle::{About, BlobPart, BundleError, BundleReader, BundleWriter, HeldList, Purpose};
use wire::message::PushPartRequest;

use crate::admin::{begun, run, told, with_control_scopes};
use crate::blobs::{name, parts, photograph};
use crate::world::{Laptop, NOW, World, key, page};

struct Desk {
    folder: TempDir,
    data: PathBuf,
    world: World,
    center: DeviceKey,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("data");
        let (world, center) = begun(&data);
        Self { folder, data, world, center: DeviceKey::from_hex(&center).unwrap() }
    }

    /// A bundle for this center.
    fn bundle(&self, by: &SigningKey, pages: &[&[Verified]]) -> Vec<u8> {
        self.bundle_of(Some(AuthorityKey::of(&self.world.authority)), by, self.center, pages)
    }

    fn bundle_of(
        &self,
        network: Option<AuthorityKey>,
        by: &SigningKey,
        to: DeviceKey,
        pages: &[&[Verified]],
    ) -> Vec<u8> {
        let about = About { network, purpose: Purpose::ForCenter, made_at_ms: NOW };
        let mut writer = BundleWriter::new(Vec::new(), by, about, &[to]).unwrap();
        for runs in pages {
            let entries: usize = runs.iter().map(|run| run.entries().len()).sum();
            writer.page(&page(runs), u32::try_from(entries).unwrap()).unwrap();
        }
        writer.finish().unwrap()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn import(&self, bytes: &[u8]) -> serde_json::Value {
        told(&self.data, &["bundle", "import", &self.file("in.komora", bytes)])[0].take()
    }

    fn import_ends_with(&self, bytes: &[u8]) -> (Option<i32>, String) {
        let output = run(&self.data, &["bundle", "import", &self.file("in.komora", bytes)]);
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }

    fn entries(&self) -> u64 {
        let report = told(&self.data, &["verify"]);
        assert_eq!(report["wrong"], 0);
        report["entries"].as_u64().unwrap()
    }
}

/// Scope, new, known, refused and after a gap.
fn counts(imported: &serde_json::Value) -> Vec<[serde_json::Value; 5]> {
    let scopes = imported["scopes"].as_array().unwrap();
    let names = ["scope", "new_entries", "known", "refused", "after_a_gap"];
    scopes.iter().map(|taken| names.map(|name| taken[name].clone())).collect()
}

fn told_as(scope: &str, numbers: [u64; 4]) -> [serde_json::Value; 5] {
    let [new, known, refused, gap] = numbers.map(serde_json::Value::from);
    [scope.into(), new, known, refused, gap]
}

#[test]
fn a_hub_without_a_link_sends_its_history_by_stick() {
    let mut desk = Desk::new();
    let begin = [desk.world.begin_hub()];
    let acts = desk.world.hub.acts(desk.world.hub_scope(), 300);
    let hub = desk.world.hub.key.clone();
    let (hub_id, network, roster) =
        (desk.world.hub_id, desk.world.network.clone(), desk.world.roster.clone());
    // The network's first entries come from coordination, by whoever carries them.
    let bundle = desk.bundle(&hub, &[&network, &roster, &begin, &acts]);
    let imported = desk.import(&bundle);
    assert_eq!(imported["by"], desk.world.hub.device().to_string());
    let (roster_name, hub_name) = (format!("roster {hub_id}"), format!("hub {hub_id}"));
    let expected = |network, roster, hub| {
        vec![told_as("network", network), told_as(&roster_name, roster), told_as(&hub_name, hub)]
    };
    assert_eq!(counts(&imported), expected([4, 0, 0, 0], [2, 0, 0, 0], [301, 0, 0, 0]));
    assert_eq!(desk.entries(), 307);
    // An old bundle again.
    assert_eq!(counts(&desk.import(&bundle)), expected([0, 4, 0, 0], [0, 2, 0, 0], [0, 301, 0, 0]));
    assert_eq!(desk.entries(), 307);
    // The bundle in between did not arrive.
    let _lost = desk.world.hub.acts(desk.world.hub_scope(), 10);
    let later = desk.world.hub.acts(desk.world.hub_scope(), 5);
    let imported = desk.import_ends_with(&desk.bundle(&hub, &[&later]));
    assert_eq!(imported.0, Some(3), "{}", imported.1);
}

#[test]
fn p10_a_bundle_that_is_not_sound_changes_nothing_at_the_center() {
    let mut desk = Desk::new();
    with_control_scopes(desk.folder.path(), &desk.data, &desk.world);
    let begin = [desk.world.begin_hub()];
    let acts = desk.world.hub.acts(desk.world.hub_scope(), 4_500);
    let (first, second) = acts.split_at(acts.len() / 2);
    let hub = desk.world.hub.key.clone();
    let network = Some(AuthorityKey::of(&desk.world.authority));
    let pages = [&begin[..], first, second];
    let whole = desk.bundle(&hub, &pages);
    assert!(whole.len() > 2 * 65_536, "several chunks: {} bytes", whole.len());
    let mut flipped = whole.clone();
    let last_chunk = whole.len() - 100;
    flipped[last_chunk] ^= 1;
    let mut newer = whole.clone();
    newer[13] = 9;
    let stranger = AuthorityKey::of(&key(77));
    let other = DeviceKey::of(&key(78));
    let cases = [
        ("damaged", flipped, "damaged"),
        ("cut off", whole[..whole.len() - 70_000].to_vec(), "end of the bundle is missing"),
        ("newer", newer, "form 9"),
        ("no bundle", page(&begin), "no bundle"),
        ("of another network", desk.bundle_of(Some(stranger), &hub, desk.center, &pages), "another network"),
        ("for others", desk.bundle_of(network, &hub, other, &pages), "other devices"),
    ];
    let before = desk.entries();
    let sound = desk.file("sound.komora", &whole);
    for (what, bytes, said) in cases {
        let (code, output) = desk.import_ends_with(&bytes);
        assert_eq!(code, Some(3), "{what}: {output}");
        assert!(output.contains(said), "{what}: {output}");
        // Not even of a sound one beside it.
        let both = ["bundle", "import", &sound, &desk.file("in.komora", &bytes)];
        assert_eq!(run(&desk.data, &both).status.code(), Some(3), "{what}");
        assert_eq!(desk.entries(), before, "{what}");
    }
    desk.import(&whole);
    assert_eq!(desk.entries(), before + 4_501);
}

#[test]
fn what_is_carried_is_believed_for_its_authors() {
    let mut desk = Desk::new();
    with_control_scopes(desk.folder.path(), &desk.data, &desk.world);
    let begin = [desk.world.begin_hub()];
    let (hub, hub_scope) = (desk.world.hub.device().to_string(), desk.world.hub_scope());
    let hub_name = format!("hub {}", desk.world.hub_id);
    // By a driver whom nobody knows.
    let imported = desk.import(&desk.bundle(&key(90), &[&begin]));
    assert_eq!(counts(&imported), [told_as(&hub_name, [1, 0, 0, 0])]);
    // By an author whom nobody knows.
    let stranger = Laptop::new(91).acts(hub_scope, 4);
    let (code, output) = desk.import_ends_with(&desk.bundle(&desk.world.hub.key, &[&stranger]));
    assert_eq!(code, Some(3), "{output}");
    // By a laptop that was cut since: not from itself, but from a colleague who holds it.
    let acts = desk.world.hub.acts(hub_scope, 7);
    told(&desk.data, &["device", "revoke", &hub]);
    let (code, output) = desk.import_ends_with(&desk.bundle(&desk.world.hub.key, &[&acts]));
    assert_eq!(code, Some(3), "{output}");
    let imported = desk.import(&desk.bundle(&desk.world.coordination.key, &[&acts]));
    assert_eq!(counts(&imported), [told_as(&hub_name, [7, 0, 0, 0])]);
}

/// Every entry of a bundle, verified, by scope.
fn opened(file: &Path, with: &SigningKey) -> Result<Vec<Verified>, BundleError> {
    let bytes = std::fs::read(file).unwrap();
    let checked = BundleReader::open(&bytes[..], with)?.check_all()?;
    let mut pages = checked.read_again(&bytes[..], with)?;
    let mut runs = Vec::new();
    while let Some(page) = pages.next_page()? {
        let spans = decode_page(&page.bytes, &NoNames).unwrap();
        runs.extend(spans.into_iter().map(|span| feed::verify(span).unwrap()));
    }
    assert_eq!(checked.entries(), count(&runs, |_| true) as u64);
    Ok(runs)
}

fn count(runs: &[Verified], wanted: impl Fn(Scope) -> bool) -> usize {
    runs.iter().filter(|run| wanted(run.feed().scope)).map(|run| run.entries().len()).sum()
}

#[test]
fn a_device_gets_what_it_may_read_and_lacks() {
    let mut desk = Desk::new();
    with_control_scopes(desk.folder.path(), &desk.data, &desk.world);
    let begin = [desk.world.begin_hub()];
    let acts = desk.world.hub.acts(desk.world.hub_scope(), 5_200);
    // Between headquarters and another hub.
    let link = Scope::link(Party::Headquarters, Party::Hub(HubId::from_bytes([7; 32]))).unwrap();
    let elsewhere = desk.world.coordination.acts(link, 3);
    let coordination = desk.world.coordination.key.clone();
    let (first, second) = acts.split_at(acts.len() / 2);
    desk.import(&desk.bundle(&coordination, &[&begin, first, second, &elsewhere]));

    let hub = desk.world.hub.device().to_string();
    let headquarters = desk.world.coordination.device().to_string();
    let export = |name: &str, more: &[&str]| {
        let path = desk.folder.path().join(name);
        let arguments = [&["bundle", "export", path.to_str().unwrap(), "--for"], more].concat();
        (path.clone(), run(&desk.data, &arguments).status.code())
    };
    let (file, code) = export("hub.komora", &[&hub]);
    assert_eq!(code, Some(0));
    let runs = opened(&file, &desk.world.hub.key).unwrap();
    assert_eq!(count(&runs, |scope| scope == desk.world.hub_scope()), 5_201);
    assert_eq!(count(&runs, |scope| scope.is_control()), 6);
    assert_eq!(count(&runs, |scope| scope == link), 0, "not the other hub's");
    assert!(matches!(opened(&file, &coordination), Err(BundleError::NotForThisDevice)));

    let (file, code) = export("twice.komora", &[&hub, &hub]);
    let twice = BundleReader::open(std::fs::File::open(&file).unwrap(), &desk.world.hub.key).unwrap();
    assert_eq!((code, &twice.manifest().recipients), (Some(0), &vec![desk.world.hub.device()]));

    let (file, _) = export("all.komora", &[&headquarters]);
    assert_eq!(count(&opened(&file, &coordination).unwrap(), |_| true), 5_210);
    let (file, _) = export("both.komora", &[&hub, &headquarters]);
    assert_eq!(count(&opened(&file, &coordination).unwrap(), |scope| scope == link), 0, "what both may read");

    let said = held_up_to(&acts[acts.len() / 2]);
    let left: usize = acts[acts.len() / 2 + 1..].iter().map(|run| run.entries().len()).sum();
    let said = desk.file("heads", &said.to_bytes());
    let (file, _) = export("lacking.komora", &[&hub, "--have", &said]);
    let runs = opened(&file, &desk.world.hub.key).unwrap();
    assert_eq!(count(&runs, |scope| scope == desk.world.hub_scope()), left);

    let garbage = desk.file("garbage", b"no heads");
    let nobody = "ab".repeat(32);
    for (name, more, expected) in [
        ("hub.komora", &[&hub[..]][..], 3),
        ("new.komora", &[&nobody], 3),
        ("new.komora", &["xyz"], 2),
        ("new.komora", &[&hub, "--have", &garbage], 3),
        ("nowhere/new.komora", &[&hub], 1),
    ] {
        assert_eq!(export(name, more).1, Some(expected), "{name} {more:?}");
    }
    let left_over = std::fs::read_dir(desk.folder.path()).unwrap().flatten();
    let left_over = left_over.filter(|entry| entry.file_name().to_string_lossy().contains("partial"));
    assert_eq!(left_over.count(), 0);
}

fn held_up_to(run: &Verified) -> Holdings {
    let Head { feed, seq, hash } = run.head();
    let have = Have { feed, tips: vec![Tip { seq, hash }].into(), ladder: Vec::new().into() };
    Holdings { haves: vec![have].into(), ladders_wanted: Vec::new().into() }
}

impl Desk {
    /// A bundle of photographs alone.
    fn photographs(&self, by: &SigningKey, blobs: &[&[u8]]) -> Vec<u8> {
        let network = Some(AuthorityKey::of(&self.world.authority));
        let about = About { network, purpose: Purpose::ForCenter, made_at_ms: NOW };
        let mut writer = BundleWriter::new(Vec::new(), by, about, &[self.center]).unwrap();
        for bytes in blobs {
            for part in parts(name(self.world.hub_scope(), bytes), bytes, 0) {
                let PushPartRequest { of, size, offset, bytes } = part;
                writer.part(&BlobPart { of, size, offset, bytes }).unwrap();
            }
        }
        writer.finish().unwrap()
    }
}

/// New, known and refused.
fn blob_counts(imported: &serde_json::Value) -> [u64; 3] {
    ["new_blobs", "known_blobs", "refused_blobs"].map(|name| imported[name].as_u64().unwrap())
}

/// Bytes of the blobs of a bundle, in their order.
fn blobs_of(file: &Path, with: &SigningKey) -> Vec<u8> {
    let bytes = std::fs::read(file).unwrap();
    let checked = BundleReader::open(&bytes[..], with).unwrap().check_all().unwrap();
    let mut again = checked.read_again(&bytes[..], with).unwrap();
    let mut blobs = Vec::new();
    while let Some(part) = again.next_part().unwrap() {
        blobs.extend_from_slice(&part.bytes);
    }
    blobs
}

#[test]
fn photographs_come_and_go_in_bundles() {
    let desk = Desk::new();
    with_control_scopes(desk.folder.path(), &desk.data, &desk.world);
    let (small, large) = (photograph(300), photograph(feed::BLOB_PART_BYTES + 7));
    let hub = desk.world.hub.key.clone();
    // Nothing says what a photograph shows: it is taken from those who belong there, and from nobody else.
    assert_eq!(blob_counts(&desk.import(&desk.photographs(&key(90), &[&small]))), [0, 0, 1]);
    let bundle = desk.photographs(&hub, &[&small, &large]);
    assert_eq!(blob_counts(&desk.import(&bundle)), [2, 0, 0]);
    assert_eq!(blob_counts(&desk.import(&bundle)), [0, 2, 0]);
    assert_eq!(told(&desk.data, &["verify"])["blobs"], 2);

    let device = desk.world.hub.device().to_string();
    let file = desk.folder.path().join("with.komora");
    let written = told(&desk.data, &["bundle", "export", file.to_str().unwrap(), "--for", &device]);
    let bytes = (small.len() + large.len()) as u64;
    assert_eq!((&written["blobs"], &written["blob_bytes"]), (&2.into(), &bytes.into()));
    let found = blobs_of(&file, &hub);
    assert!(found == [&small[..], &large].concat() || found == [&large[..], &small].concat());
    let file = desk.folder.path().join("without.komora");
    let arguments = ["bundle", "export", file.to_str().unwrap(), "--without-blobs", "--for", &device];
    assert_eq!(told(&desk.data, &arguments)["blobs"], 0);
    assert!(blobs_of(&file, &hub).is_empty());

    // What the device holds by its own word is left out, entries and photographs each by themselves.
    let held = |blobs: &[&[u8]]| HeldList {
        holdings: held_up_to(desk.world.roster.last().unwrap()),
        blobs: blobs.iter().map(|bytes| name(desk.world.hub_scope(), bytes)).collect(),
    };
    let cases: [(HeldList, &[u8]); 3] =
        [(held(&[&large]), &small[..]), (held(&[&small, &large]), &[][..]), (held(&[]), &found[..])];
    for (number, (said, left)) in cases.into_iter().enumerate() {
        let list = desk.file("held", &said.to_bytes());
        let file = desk.folder.path().join(format!("lacking-{number}.komora"));
        let arguments = ["bundle", "export", file.to_str().unwrap(), "--have", &list, "--for", &device];
        let written = told(&desk.data, &arguments);
        assert_eq!(written["entries"], 4, "{number}: the network's, without the roster's");
        assert_eq!(written["held_blobs"], said.blobs.len());
        assert!(blobs_of(&file, &hub) == left, "{number}");
    }
}

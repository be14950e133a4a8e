//! A laptop that no line reaches joins its hub by a request and an answer on a stick.

use std::fs;
use std::path::{Path, PathBuf};

use app::api::exchange::{BundleFor, BundleImported, LaptopRequest};
use app::api::job::{Ended, Job};
use app::api::operation::{Operation, Outcome};
use app::api::problem::{Problem, SyncProblem};
use app::api::status::Phase;
use app::{Command, Komora};
use feed::{DeviceKey, HubId, PersonKey, Scope, SigningKey};
use serde_json::json;
use wire::bundle::{About, BundleWriter, Purpose, Welcome};
use wire::{Asking, JoinRequest};

use super::world::{Laptop, PASSPHRASE, World, alone};

/// A new laptop that has asked, with its request on a stick.
pub struct Newcomer {
    pub laptop: Laptop,
    request: PathBuf,
    pub words: String,
}

impl Newcomer {
    pub fn asked(person: &str) -> Self {
        let laptop = Laptop::new();
        let asked = laptop.do_it(ask(person));
        assert!(matches!(asked, Outcome::Created { .. }), "{asked:?}");
        let request = laptop.path("request.komora-request");
        laptop.do_it(Operation::SaveRequest { path: request.display().to_string() });
        let Phase::Waiting { words, .. } = laptop.komora.status().phase else { panic!("it waits") };
        Self { laptop, request, words }
    }

    pub fn answer(&self) -> PathBuf {
        self.laptop.path("answer.komora")
    }

    pub fn waits(&self) -> bool {
        matches!(self.laptop.komora.status().phase, Phase::Waiting { .. })
    }

    /// Let in by `hub`; the answer lies beside the request.
    pub fn let_in_by(&self, hub: &Laptop, role: &str) -> Result<(), Problem> {
        admit(hub, self, &self.words, role)
    }

    pub fn take(&self, answer: &Path) -> Result<BundleImported, Problem> {
        take(&self.laptop.komora, answer)
    }
}

fn ask(person: &str) -> Operation {
    Operation::AskToJoin {
        person: person.into(),
        rank: Some("Sergeant".into()),
        passphrase: PASSPHRASE.into(),
    }
}

fn admit(hub: &Laptop, newcomer: &Newcomer, words: &str, role: &str) -> Result<(), Problem> {
    let job = Job::AdmitLaptop {
        request: newcomer.request.display().to_string(),
        words: words.into(),
        role: role.into(),
        answer: newcomer.answer().display().to_string(),
    };
    match hub.komora.run(job, &|_| {})? {
        Ended::LaptopAdmitted { written, .. } => {
            assert_eq!(written.recipients, 1);
            Ok(())
        }
        other => panic!("{other:?}"),
    }
}

fn take(komora: &Komora, answer: &Path) -> Result<BundleImported, Problem> {
    match komora.run(Job::TakeAnswer { path: answer.display().to_string() }, &|_| {})? {
        Ended::AnswerTaken { taken, .. } => Ok(taken),
        other => panic!("{other:?}"),
    }
}

pub fn read(hub: &Laptop, newcomer: &Newcomer, words: &str) -> Result<LaptopRequest, Problem> {
    let path = newcomer.request.display().to_string();
    match hub.komora.operate(Operation::ReadRequest { path, words: words.into() })? {
        Outcome::Request { request } => Ok(request),
        other => panic!("{other:?}"),
    }
}

pub fn sync<T: std::fmt::Debug>(outcome: Result<T, Problem>) -> SyncProblem {
    match outcome {
        Err(Problem::Sync { sync }) => sync,
        other => panic!("{other:?}"),
    }
}

/// What one laptop of a hub lacks, by a stick of another.
pub fn carry(from: &Laptop, to: &Laptop) -> BundleImported {
    let bundle = from.path("for-hub.komora");
    from.komora.export_bundle(BundleFor::Hub, true, &bundle, &|_, _, _| true).unwrap();
    to.komora.import_bundle(&bundle, &|_, _, _| true).unwrap()
}

fn names(laptop: &Laptop) -> Vec<String> {
    let people = laptop.ask(json!({ "query": "people" }));
    people["rows"].as_array().unwrap().iter().filter_map(|row| Some(row["name"].as_str()?.into())).collect()
}

#[test]
fn two_laptops_without_any_line_keep_one_set_of_books() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    let asks = read(&hub, &newcomer, &newcomer.words.to_uppercase().replace(' ', "-")).unwrap();
    assert_eq!((asks.person.as_str(), asks.rank.as_deref()), ("Storekeeper 2", Some("Sergeant")));
    assert!(!asks.admitted);
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    assert!(read(&hub, &newcomer, &newcomer.words).unwrap().admitted);

    let taken = newcomer.take(&newcomer.answer()).unwrap();
    assert_eq!((taken.parked, taken.quarantined), (0, 0));
    let status = newcomer.laptop.komora.status();
    assert_eq!(status.phase, Phase::Open);
    assert_eq!(status.hub.unwrap().code, hub.komora.status().hub.unwrap().code);
    assert_eq!(status.person.unwrap().roles, ["storekeeper"]);
    assert_eq!(newcomer.laptop.ask(json!({ "query": "assets" }))["total"], 5);
    assert!(names(&newcomer.laptop).contains(&"Storekeeper 2".to_owned()), "introduced at once");

    // What each does from then on goes to the other by bundles for the hub.
    newcomer.laptop.issue(1, newcomer.laptop.person());
    let carried = carry(&newcomer.laptop, &hub);
    assert_eq!((carried.parked, carried.quarantined), (0, 0), "{carried:?}");
    assert!(names(&hub).contains(&"Storekeeper 2".to_owned()));
    hub.issue(2, hub.person());
    carry(&hub, &newcomer.laptop);
    assert_eq!(newcomer.laptop.hashes(), hub.hashes());
    assert_eq!((newcomer.laptop.network().network, newcomer.laptop.network().center), (None, None));
}

#[test]
fn a_laptop_let_in_by_stick_meets_kyiv_once_there_is_a_line() {
    let world = World::founded();
    let hub = world.hub("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    newcomer.take(&newcomer.answer()).unwrap();
    let laptop = &newcomer.laptop;
    let (ours, theirs) = (laptop.network(), hub.network());
    assert_eq!(ours.network, theirs.network);
    let center = ours.center.unwrap();
    assert_eq!((center.address, center.key), {
        let center = theirs.center.unwrap();
        (center.address, center.key)
    });
    // Kyiv hears of it by whoever let it in.
    assert_eq!(sync(laptop.komora.sync_once(&|_, _| {})), SyncProblem::UnknownDevice);
    hub.meet();
    let met = laptop.meet();
    assert!(met.went > 0 && met.quarantined == 0, "{met:?}");
    laptop.issue(1, laptop.person());
    laptop.meet();
    hub.meet();
    assert!(names(&hub).contains(&"Storekeeper 2".to_owned()));
    assert_eq!(hub.hashes(), laptop.hashes());
    world.coordination.meet();
    for hash in laptop.hashes() {
        assert!(world.coordination.hashes().contains(&hash), "{hash:?}");
    }
}

#[test]
fn coordination_lets_a_laptop_in_the_same_way() {
    let world = World::founded();
    world.hub("OAK");
    world.coordination.meet();
    let paris = Newcomer::asked("Coordinator 2");
    paris.let_in_by(&world.coordination, "coordinator").unwrap();
    paris.take(&paris.answer()).unwrap();
    let status = paris.laptop.komora.status();
    assert!(status.hub.unwrap().coordination);
    assert_eq!(status.person.unwrap().name.as_deref(), Some("Coordinator 2"));
    world.coordination.meet();
    paris.laptop.meet();
    world.coordination.meet();
    assert_eq!(paris.laptop.hashes(), world.coordination.hashes());
}

#[test]
fn what_was_asked_outlives_lock_and_restart() {
    let hub = alone("OAK");
    let mut newcomer = Newcomer::asked("Storekeeper 2");
    let before = newcomer.laptop.komora.status().phase;
    // As after a power cut: nothing was locked, and no session is there to close.
    let former = std::mem::replace(&mut newcomer.laptop.komora, Komora::for_tests(&hub.path("nowhere")));
    drop(former);
    newcomer.laptop.komora = Komora::for_tests(&newcomer.laptop.path(""));
    assert!(matches!(newcomer.laptop.komora.status().phase, Phase::Locked { .. }));
    let wrong = Operation::Unlock { passphrase: "not the passphrase".into() };
    assert!(matches!(newcomer.laptop.komora.operate(wrong), Err(Problem::WrongPassphrase { .. })));
    newcomer.laptop.do_it(Operation::Unlock { passphrase: PASSPHRASE.into() });
    assert_eq!(newcomer.laptop.komora.status().phase, before);
    // Written again it asks the same, and nothing else is done before the answer.
    newcomer.laptop.do_it(Operation::SaveRequest { path: newcomer.request.display().to_string() });
    assert_eq!(read(&hub, &newcomer, &newcomer.words).unwrap().person, "Storekeeper 2");
    let place = json!({ "command": "add-place", "id": uuid::Uuid::now_v7(),
        "details": { "name": "x", "code": "X", "kind": "rack" } });
    let place: Command = serde_json::from_value(place).unwrap();
    assert_eq!(sync(newcomer.laptop.komora.execute(&place, None)), SyncProblem::AwaitsAnswer);
    assert!(matches!(newcomer.laptop.komora.operate(ask("Somebody 1")), Err(Problem::StoreExists)));
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    newcomer.take(&newcomer.answer()).unwrap();
    newcomer.laptop.do_it(Operation::Lock);
    newcomer.laptop.do_it(Operation::Unlock { passphrase: PASSPHRASE.into() });
    assert_eq!(newcomer.laptop.komora.status().phase, Phase::Open);
}

#[test]
fn a_weak_passphrase_or_no_name_leaves_nothing_behind() {
    let laptop = Laptop::new();
    for (person, passphrase) in [("Storekeeper 2", "short"), ("  ", PASSPHRASE)] {
        let asked = Operation::AskToJoin { person: person.into(), rank: None, passphrase: passphrase.into() };
        assert!(laptop.komora.operate(asked).is_err());
        assert_eq!(laptop.komora.status().phase, Phase::FirstRun);
    }
}

#[test]
fn a_request_that_does_not_open_lets_nobody_in() {
    let hub = alone("OAK");
    let (newcomer, other) = (Newcomer::asked("Storekeeper 2"), Newcomer::asked("Storekeeper 3"));
    let whole = fs::read(&newcomer.request).unwrap();
    let heads = hub.komora.heads().unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let newer = [&whole[..14], &[7], &whole[15..]].concat();
    for (bytes, words, expected) in [
        (whole.clone(), &other.words, SyncProblem::WrongWords),
        (whole.clone(), &"lusab babad".to_owned(), SyncProblem::WrongWords),
        (fs::read(&other.request).unwrap(), &newcomer.words, SyncProblem::WrongWords),
        (flipped(whole.len() - 3), &newcomer.words, SyncProblem::RequestDamaged),
        (whole[..whole.len() - 9].to_vec(), &newcomer.words, SyncProblem::RequestDamaged),
        (newer, &newcomer.words, SyncProblem::NewerRequest { form: 7 }),
        (b"a,b,c".to_vec(), &newcomer.words, SyncProblem::NotARequest),
        (Vec::new(), &newcomer.words, SyncProblem::NotARequest),
    ] {
        fs::write(&newcomer.request, bytes).unwrap();
        assert_eq!(sync(read(&hub, &newcomer, words)), expected);
        assert_eq!(sync(admit(&hub, &newcomer, words, "storekeeper")), expected);
        assert!(!newcomer.answer().exists());
    }
    fs::write(&newcomer.request, &whole).unwrap();
    let no_role = admit(&hub, &newcomer, &newcomer.words, "king");
    assert!(matches!(no_role, Err(Problem::Refused { .. })), "{no_role:?}");
    assert_eq!(hub.komora.heads().unwrap(), heads);
}

#[test]
fn only_an_administrator_whose_laptop_is_not_cut_lets_others_in() {
    let world = World::founded();
    let hub = world.hub("OAK");
    let second = world.second(&hub, "Quartermaster 2");
    let newcomer = Newcomer::asked("Storekeeper 2");
    assert_eq!(sync(read(&second, &newcomer, &newcomer.words)), SyncProblem::NotAdministrator);
    assert_eq!(sync(newcomer.let_in_by(&second, "storekeeper")), SyncProblem::NotAdministrator);
    assert!(!newcomer.answer().exists());

    let device = hub.network().devices.iter().find(|row| row.own).unwrap().key.clone();
    let device = DeviceKey::from_hex(&device).unwrap();
    let roster = world.center.books.state().roll.devices();
    let (scope, ..) = roster.iter().find(|(_, key, _)| *key == device).copied().unwrap();
    world.center.books.cut(scope, device, None, center::center::now_ms()).unwrap();
    // It does not know yet: who it lets in is let in nowhere else.
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    newcomer.take(&newcomer.answer()).unwrap();
    assert_eq!(sync(newcomer.laptop.komora.sync_once(&|_, _| {})), SyncProblem::UnknownDevice);
    // Told, it lets in nobody more.
    assert_eq!(sync(hub.komora.sync_once(&|_, _| {})), SyncProblem::Revoked);
    let later = Newcomer::asked("Storekeeper 3");
    assert_eq!(sync(later.let_in_by(&hub, "storekeeper")), SyncProblem::Revoked);
}

#[test]
fn nobody_takes_the_place_of_somebody_who_is_there() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    let key = |number: u8| SigningKey::from_bytes(&[number; 32]);
    let forged = JoinRequest::new(Asking {
        device: DeviceKey::of(&key(1)),
        person: feed::PersonId::from_bytes(*hub.person().as_bytes()),
        person_key: PersonKey::of(&key(2)),
        made_at_ms: 0,
        name: "Quartermaster 1".into(),
        salt: [3; 16],
        rank: None,
    });
    fs::write(&newcomer.request, forged.to_file()).unwrap();
    assert_eq!(sync(admit(&hub, &newcomer, &forged.words(), "storekeeper")), SyncProblem::PersonTaken);
    assert!(!newcomer.answer().exists());
}

#[test]
fn an_answer_that_is_not_to_this_request_changes_nothing() {
    let hub = alone("OAK");
    let (newcomer, other) = (Newcomer::asked("Storekeeper 2"), Newcomer::asked("Storekeeper 3"));
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    other.let_in_by(&hub, "storekeeper").unwrap();
    assert_eq!(sync(newcomer.take(&other.answer())), SyncProblem::ForeignAnswer);
    // By one who had not opened it, and by one who had, but does not belong to the hub.
    let request = JoinRequest::open(&fs::read(&newcomer.request).unwrap(), &newcomer.words).unwrap();
    let stranger = SigningKey::from_bytes(&[77; 32]);
    for (id, expected) in [(feed::Hash::from_bytes([1; 32]), true), (request.id(), false)] {
        let about = About { network: None, purpose: Purpose::ForNewLaptop, made_at_ms: 0 };
        let scope = Scope::Roster(HubId::from_bytes([5; 32]));
        let said = Welcome { request: id, scope, center: None };
        let to = request.asking().device;
        let writer = BundleWriter::answering(Vec::new(), &stranger, about, said, to).unwrap();
        let path = newcomer.laptop.path("forged.komora");
        fs::write(&path, writer.finish().unwrap()).unwrap();
        let refused = sync(newcomer.take(&path));
        let foreign = refused == SyncProblem::ForeignAnswer;
        assert!(foreign == expected && (foreign || matches!(refused, SyncProblem::BadAnswer { .. })));
        assert!(newcomer.waits());
    }
    newcomer.take(&newcomer.answer()).unwrap();
    assert_eq!(newcomer.laptop.komora.status().phase, Phase::Open);
}

#[test]
fn a_damaged_or_cut_answer_leaves_the_laptop_waiting() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    let whole = fs::read(newcomer.answer()).unwrap();
    let torn = newcomer.laptop.path("torn.komora");
    let steps = || (0..whole.len()).step_by(whole.len() / 40 + 1);
    for at in steps() {
        let mut changed = whole.clone();
        changed[at] ^= 0x20;
        for (bytes, what) in [(&changed[..], "changed"), (&whole[..at], "cut")] {
            fs::write(&torn, bytes).unwrap();
            assert!(newcomer.take(&torn).is_err(), "{what} at {at}");
            assert!(newcomer.waits(), "{what} at {at}");
        }
    }
    assert_eq!(
        newcomer.take(&newcomer.laptop.path("not there.komora")),
        Err(Problem::File { file: app::api::problem::FileProblem::NotFound })
    );
    newcomer.take(&newcomer.answer()).unwrap();
    assert_eq!(newcomer.laptop.ask(json!({ "query": "assets" }))["total"], 5);
}

#[test]
fn answered_and_taken_in_twice_it_is_the_same() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    let first = newcomer.laptop.path("first.komora");
    fs::rename(newcomer.answer(), &first).unwrap();
    let heads = hub.komora.heads().unwrap();
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    assert_eq!(hub.komora.heads().unwrap(), heads, "nothing was said anew");
    newcomer.take(&newcomer.answer()).unwrap();
    let hashes = newcomer.laptop.hashes();
    for again in [&first, &newcomer.answer()] {
        assert_eq!(newcomer.take(again).unwrap().came, 0);
        assert_eq!(newcomer.laptop.hashes(), hashes);
    }
    let nothing = Operation::SaveRequest { path: newcomer.request.display().to_string() };
    assert_eq!(sync(newcomer.laptop.komora.operate(nothing)), SyncProblem::NothingAsked);
    let nothing = newcomer.laptop.komora.operate(Operation::WithdrawRequest);
    assert_eq!(sync(nothing), SyncProblem::NothingAsked);
}

#[test]
fn a_withdrawn_request_makes_room_and_its_answer_opens_nowhere() {
    let hub = alone("OAK");
    let newcomer = Newcomer::asked("Storekeeper 2");
    newcomer.let_in_by(&hub, "storekeeper").unwrap();
    newcomer.laptop.do_it(Operation::WithdrawRequest);
    assert_eq!(newcomer.laptop.komora.status().phase, Phase::FirstRun);
    newcomer.laptop.do_it(ask("Storekeeper 2"));
    assert_eq!(sync(newcomer.take(&newcomer.answer())), SyncProblem::ForeignAnswer);
    assert!(newcomer.waits());
}

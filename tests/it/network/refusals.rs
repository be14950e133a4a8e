//! Wrong codes, wrong centers, cut laptops: plain words, nothing lost, nothing half made.

use std::cell::Cell;

use app::api::operation::Operation;
use app::api::problem::{Problem, SyncProblem};
use app::api::status::Phase;
use wire::message::{EnrolAnswer, Message};
use wire::route;

use super::stand_in::honest;
use super::world::{LATER, Laptop, PASSPHRASE, World, alone, join, join_with};

fn refused(laptop: &Laptop, operation: Operation) -> SyncProblem {
    match laptop.komora.operate(operation) {
        Err(Problem::Sync { sync }) => sync,
        other => panic!("{other:?}"),
    }
}

#[test]
fn codes_that_are_wrong_or_used_leave_no_store_behind() {
    let world = World::founded();
    let first = world.hub("OAK");
    let laptop = Laptop::new();
    for (code, sync) in [
        ("lusab babad".to_owned(), SyncProblem::MistypedCode),
        (world.center.words([9; 16], LATER), SyncProblem::WrongCode),
    ] {
        assert_eq!(refused(&laptop, join(&code, "Somebody 1")), sync);
        assert_eq!(laptop.komora.status().phase, Phase::FirstRun);
    }
    let file = first.voucher("vouchers", "storekeeper");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else may read what admits laptops");
    }
    let code = world.center.code(&file);
    let weak = Operation::JoinByCode {
        code: code.clone(),
        person: "Somebody 1".into(),
        rank: None,
        passphrase: "short".into(),
    };
    assert!(matches!(laptop.komora.operate(weak), Err(Problem::WeakPassphrase { .. })));
    laptop.do_it(join(&code, "Somebody 1"));
    laptop.meet();
    assert_eq!(refused(&Laptop::new(), join(&code, "Somebody 2")), SyncProblem::WrongCode);
    // Joined once, a laptop does not join again.
    assert!(matches!(laptop.komora.operate(join(&code, "Somebody 1")), Err(Problem::StoreExists)));
}

#[test]
fn a_center_that_lets_a_laptop_in_elsewhere_than_its_code_says_leaves_no_store_behind() {
    let mut world = World::founded();
    let (oak, elm) = (world.hub("OAK"), world.hub("ELM"));
    let code = world.center.code(&oak.voucher("vouchers", "storekeeper"));
    let (elsewhere, _) = world.member(&elm);
    world.center.let_answer(move |books, device, path, body| {
        let answer = honest(books, device, path, body)?;
        let said = (path == route::ENROL).then(|| EnrolAnswer::from_bytes(&answer)).flatten();
        Ok(match said {
            Some(EnrolAnswer::Admitted { network, entry, registrar, .. }) => {
                EnrolAnswer::Admitted { scope: elsewhere, network, entry, registrar }.to_bytes()
            }
            _ => answer,
        })
    });
    let laptop = Laptop::new();
    assert_eq!(refused(&laptop, join(&code, "Somebody 1")), SyncProblem::ForeignCode);
    assert_eq!(laptop.komora.status().phase, Phase::FirstRun);
}

#[test]
fn an_older_card_moves_no_center_unless_a_person_says_so() {
    let world = World::founded();
    let oak = world.hub("OAK");
    let address = || oak.network().center.unwrap().address;
    let [card, old, new] =
        ["hub.card", "network.card", "new.card"].map(|name| oak.path(name).display().to_string());
    let (before, moved) = (address(), "kyiv.example:8443");
    world.coordination.do_it(Operation::NameCenter {
        address: moved.into(),
        center: world.center.center_key().to_string(),
        registrar: world.center.registrar_key().to_string(),
    });
    world.coordination.do_it(Operation::AdmitHub { path: card, answer: new.clone() });
    oak.do_it(join_with(&new));
    assert_eq!(address(), moved);
    let hashes = oak.hashes();
    assert!(matches!(refused(&oak, join_with(&old)), SyncProblem::OlderCard { .. }));
    assert_eq!((address().as_str(), oak.hashes()), (moved, hashes), "nothing changed");
    oak.do_it(join_with(&new));
    assert_eq!(address(), moved, "the same again");
    oak.do_it(Operation::JoinNetwork { path: old, even_older: true });
    assert_eq!(address(), before);
    oak.do_it(join_with(&new));
    assert_eq!(address(), moved);
}

#[test]
fn meeting_again_and_again_ends_where_nothing_more_comes_of_it_by_itself() {
    let ended = alone("ELM").komora.keep_meeting(&|_| panic!("there is nobody to meet"));
    assert_eq!(ended, Err(SyncProblem::NotJoined.into()));

    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    let cut = Cell::new(false);
    let ended = second.komora.keep_meeting(&|outcome| {
        if outcome.is_ok() && !cut.replace(true) {
            world.cut(&second);
            second.do_it(Operation::SyncNow);
        }
    });
    assert_eq!(ended, Err(SyncProblem::Revoked.into()));
    assert!(cut.get(), "it met before that");
    assert_eq!(second.network().center.unwrap().phase, app::api::network::SyncPhase::Off);
}

#[test]
fn cards_of_others_change_nothing() {
    let (world, elsewhere) = (World::founded(), World::founded());
    let (oak, elm) = (alone("OAK"), alone("ELM"));
    let card = oak.path("oak.card").display().to_string();
    let answer = oak.path("answer.card").display().to_string();
    oak.do_it(Operation::SaveHubCard { path: card.clone() });
    world.coordination.do_it(Operation::AdmitHub { path: card.clone(), answer: answer.clone() });
    // Made for another hub.
    assert_eq!(refused(&elm, join_with(&answer)), SyncProblem::BadCard);
    // A hub's card is no network's, nor the other way round.
    assert_eq!(refused(&oak, join_with(&card)), SyncProblem::BadCard);
    let again = Operation::AdmitHub { path: answer.clone(), answer: card.clone() };
    assert_eq!(refused(&world.coordination, again), SyncProblem::BadCard);
    // Only the first coordination laptop vouches.
    let by_hub = Operation::AdmitHub { path: card.clone(), answer: answer.clone() };
    assert_eq!(refused(&elm, by_hub), SyncProblem::NotJoined);
    // Every byte changed: refused, or the same card all the same.
    let bytes = std::fs::read(&answer).unwrap();
    let torn = oak.path("torn.card");
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        std::fs::write(&torn, &changed).unwrap();
        let outcome = oak.komora.operate(join_with(&torn.display().to_string()));
        assert!(outcome.is_err(), "byte {at}");
        assert_eq!((oak.network().center, oak.network().network), (None, None), "byte {at}");
    }
    oak.do_it(join_with(&answer));
    // In one network already.
    let other = oak.path("other.card").display().to_string();
    elsewhere.coordination.do_it(Operation::AdmitHub { path: card, answer: other.clone() });
    assert_eq!(refused(&oak, join_with(&other)), SyncProblem::AlreadyJoined);
}

#[test]
fn whoever_does_not_hold_the_centers_key_is_told_nothing() {
    let (world, impostor) = (World::founded(), World::founded());
    let hub = world.hub("OAK");
    let center = world.center.center_key().to_string();
    let registrar = world.center.registrar_key().to_string();
    world.coordination.do_it(Operation::NameCenter {
        address: impostor.center.address.to_string(),
        center,
        registrar,
    });
    let met = world.coordination.komora.sync_once(&|_, _| {});
    assert_eq!(met.unwrap_err(), Problem::Sync { sync: SyncProblem::NotTheCenter });
    drop(hub);
}

#[test]
fn a_laptop_that_is_cut_hears_so_and_keeps_what_it_has() {
    let world = World::founded();
    let first = world.hub("OAK");
    let second = world.second(&first, "Quartermaster 2");
    first.meet();
    let device = world.cut(&second);
    second.issue(2, second.person());
    let met = second.komora.sync_once(&|_, _| {});
    assert_eq!(met.unwrap_err(), Problem::Sync { sync: SyncProblem::Revoked });
    assert_eq!(second.network().waiting.acts, 1, "what was done is kept");
    first.meet();
    assert!(first.network().devices.iter().any(|row| row.cut && row.key == device.to_string()));
    let wrong = second
        .komora
        .operate(Operation::Lock)
        .and_then(|_| second.komora.operate(Operation::Unlock { passphrase: PASSPHRASE.into() }));
    assert!(wrong.is_ok());
}

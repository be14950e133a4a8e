//! Which entries stand: one row for each rule, on one small hub.

use feed::membership::{
    DeviceCut, DeviceEnrolled, Founded, MembershipEvent, PersonKeyChanged, PersonalDropped, RoleGranted,
    RoleRevoked,
};
use feed::{
    Evidence, EvidenceRole, Hash, Membership, PersonId, Reason, Scope, Standing, kinds, lacking_evidence,
    roles,
};

use crate::book::Book;
use crate::hub::{ADMIN, Hub, KEEPER, STRANGER, WORK, founded_by};
use crate::known::{device, key, person, person_key};

fn last_standing(hub: &Hub) -> Standing {
    let standings = hub.book.standings();
    let (last, before) = standings.split_last().expect("a hub has acts");
    assert!(before.iter().all(|standing| *standing == Standing::Folded), "{standings:?}");
    *last
}

type Row = (&'static str, fn(&mut Hub), Result<(), Reason>);

pub fn check(rows: &[Row]) {
    for (name, story, expected) in rows {
        let mut hub = Hub::new();
        story(&mut hub);
        let expected = expected.map_or_else(Standing::Quarantined, |()| Standing::Folded);
        assert_eq!(last_standing(&hub), expected, "{name}");
    }
}

#[test]
fn devices_and_persons_must_be_enrolled_in_the_causal_past() {
    check(&[
        (
            "plain work",
            |hub| {
                hub.work(hub.store, ADMIN, &[]);
            },
            Ok(()),
        ),
        (
            "a device nobody enrolled",
            |hub| {
                let other = hub.book.line(11, hub.book.feed(hub.store).scope, 1);
                hub.open(other, ADMIN, &[hub.ready]);
            },
            Err(Reason::DeviceNotEnrolled),
        ),
        (
            "a device enrolled elsewhere in time",
            |hub| {
                hub.admin(DeviceEnrolled { device: device(11) });
                let other = hub.book.line(11, hub.book.feed(hub.store).scope, 1);
                hub.open(other, ADMIN, &[hub.ready]);
            },
            Err(Reason::DeviceNotEnrolled),
        ),
        (
            "a device enrolled before",
            |hub| {
                let enrolled = hub.admin(DeviceEnrolled { device: device(11) });
                let other = hub.book.line(11, hub.book.feed(hub.store).scope, 1);
                hub.open(other, ADMIN, &[enrolled]);
            },
            Ok(()),
        ),
        (
            "a new epoch that has not seen the roster",
            |hub| {
                let other = hub.book.line(10, hub.book.feed(hub.store).scope, 2);
                hub.open(other, ADMIN, &[]);
            },
            Err(Reason::DeviceNotEnrolled),
        ),
        (
            "a stranger",
            |hub| {
                hub.work(hub.store, STRANGER, &[]);
            },
            Err(Reason::ActorNotEnrolled),
        ),
        (
            "a person whose key changed without enrolment",
            |hub| {
                let seen = hub.admin(PersonKeyChanged { person: person(STRANGER), key: person_key(21) });
                hub.work(hub.store, STRANGER, &[seen]);
            },
            Err(Reason::ActorNotEnrolled),
        ),
        (
            "an enrolled person of another hub",
            |hub| {
                let elsewhere = Scope::Hub(crate::known::some_hub());
                let other = hub.book.line(10, elsewhere, 1);
                hub.open(other, ADMIN, &[hub.ready]);
            },
            Err(Reason::DeviceNotEnrolled),
        ),
    ]);
}

#[test]
fn membership_is_for_administrators_in_control_scopes() {
    check(&[
        (
            "an administrator grants",
            |hub| {
                hub.admin(RoleGranted { person: person(KEEPER), role: roles::QUARTERMASTER });
            },
            Ok(()),
        ),
        (
            "a storekeeper grants",
            |hub| {
                hub.open(hub.roster, KEEPER, &[]);
                let grant = RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR };
                hub.book.say(hub.roster, person(KEEPER), grant.into(), &[]);
            },
            Err(Reason::NotAdministrator),
        ),
        (
            "a granted administrator acts",
            |hub| {
                hub.admin(RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR });
                hub.open(hub.roster, KEEPER, &[]);
                let enrolled = DeviceEnrolled { device: device(11) };
                hub.book.say(hub.roster, person(KEEPER), enrolled.into(), &[]);
            },
            Ok(()),
        ),
        (
            "a revoked administrator acts",
            |hub| {
                hub.admin(RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR });
                hub.admin(RoleRevoked { person: person(KEEPER), role: roles::ADMINISTRATOR });
                hub.open(hub.roster, KEEPER, &[]);
                let enrolled = DeviceEnrolled { device: device(11) };
                hub.book.say(hub.roster, person(KEEPER), enrolled.into(), &[]);
            },
            Err(Reason::NotAdministrator),
        ),
        (
            "a membership act among the books",
            |hub| {
                let grant = RoleGranted { person: person(KEEPER), role: roles::ADMINISTRATOR };
                hub.book.say(hub.store, person(ADMIN), grant.into(), &[]);
            },
            Err(Reason::OutsideControlScope),
        ),
        (
            "a membership kind of a newer app, by an administrator",
            |hub| {
                hub.book.act(hub.roster, person(ADMIN), vec![(99, vec![1])], &[]);
            },
            Ok(()),
        ),
        (
            "a payload that does not decode",
            |hub| {
                let events = vec![(kinds::ROLE_GRANTED, vec![0x80])];
                hub.book.act(hub.roster, person(ADMIN), events, &[]);
            },
            Err(Reason::Undecodable),
        ),
        (
            "erasing personal fields",
            |hub| {
                hub.admin(PersonalDropped { entry: Hash::from_bytes([7; 32]) });
            },
            Ok(()),
        ),
        (
            "a cut that shelters another act",
            |hub| {
                let cut = DeviceCut { device: device(11), last: Vec::new(), replaces: Vec::new() };
                let cut = MembershipEvent::from(cut).to_bytes();
                let events = vec![(kinds::DEVICE_CUT, cut), (WORK, Vec::new())];
                hub.book.act(hub.roster, person(ADMIN), events, &[]);
            },
            Err(Reason::BadCut),
        ),
    ]);
}

/// (name, device, scope, actor, events, whether it stands)
type FoundingRow = (&'static str, u8, Scope, PersonId, Vec<(u32, Vec<u8>)>, bool);

#[test]
fn a_founding_is_its_authoritys_word_for_one_scope_and_one_device() {
    let founded = founded_by(10);
    let hub = founded.hub_id();
    let mut forged = founded.clone();
    forged.signature[3] ^= 1;
    let alone = |founded: Founded| vec![(kinds::FOUNDED, MembershipEvent::from(founded).to_bytes())];
    let mut with_more = alone(founded.clone());
    with_more.push((WORK, Vec::new()));
    let table: [FoundingRow; 7] = [
        ("sound", 10, Scope::Roster(hub), person(ADMIN), alone(founded.clone()), true),
        ("forged", 10, Scope::Roster(hub), person(ADMIN), alone(forged), false),
        (
            "of another hub",
            10,
            Scope::Roster(crate::known::some_hub()),
            person(ADMIN),
            alone(founded.clone()),
            false,
        ),
        ("among the books", 10, Scope::Hub(hub), person(ADMIN), alone(founded.clone()), false),
        ("from another device", 11, Scope::Roster(hub), person(ADMIN), alone(founded.clone()), false),
        ("by another person", 10, Scope::Roster(hub), person(KEEPER), alone(founded.clone()), false),
        ("with other acts", 10, Scope::Roster(hub), person(ADMIN), with_more, false),
    ];
    for (name, device, scope, actor, events, sound) in table {
        let mut book = Book::default();
        let line = book.line(device, scope, 1);
        book.act(line, actor, events, &[]);
        let expected = if sound { Standing::Folded } else { Standing::Quarantined(Reason::BadFounding) };
        assert_eq!(book.standings(), [expected], "{name}");
    }
    let mut late = Hub::new();
    late.admin(founded.clone());
    assert_eq!(last_standing(&late), Standing::Quarantined(Reason::BadFounding));
    let mut again = Hub::new();
    let epoch = again.book.line(10, again.book.feed(again.roster).scope, 2);
    again.book.say(epoch, person(ADMIN), founded.into(), &[again.ready]);
    assert_eq!(last_standing(&again), Standing::Quarantined(Reason::BadFounding), "after other acts");
}

#[test]
fn a_network_begins_only_with_the_authority_one_trusts() {
    let mut book = Book::default();
    let network = book.line(10, Scope::Network, 1);
    let founded = founded_by(10);
    let authority = founded.authority;
    book.say(network, person(ADMIN), founded.into(), &[]);
    assert_eq!(book.standings(), [Standing::Quarantined(Reason::BadFounding)]);
    assert_eq!(book.standings_from(&Membership::joined(authority)), [Standing::Folded]);
}

#[test]
fn an_act_that_must_stand_alone_needs_its_actors_own_signature() {
    let mut hub = Hub::new();
    let work = hub.work(hub.store, ADMIN, &[]);
    let act = &hub.book.acts[work];
    let hash = act.placed.order.hash;
    let membership = hub.book.settled().membership;
    let lacks = |evidence: &[Evidence], kind| {
        lacking_evidence(&act.entry, &act.placed, &act.clock, &membership, evidence, |one| one == kind)
    };
    let sign = |n, role, who| Evidence::sign(&key(n), role, person(who), hash);
    assert!(lacks(&[], WORK));
    assert!(!lacks(&[], WORK + 1));
    assert!(!lacks(&[sign(20, EvidenceRole::Actor, ADMIN)], WORK));
    assert!(lacks(&[sign(21, EvidenceRole::Actor, ADMIN)], WORK), "another's key");
    assert!(lacks(&[sign(20, EvidenceRole::Witness, ADMIN)], WORK), "in another part");
    assert!(lacks(&[sign(21, EvidenceRole::Actor, KEEPER)], WORK), "another person");
    let mut forged = sign(20, EvidenceRole::Actor, ADMIN);
    forged.signature[0] ^= 1;
    assert!(lacks(&[forged], WORK), "forged");
}

#[test]
fn reasons_keep_their_numbers() {
    assert_eq!((Reason::DeviceNotEnrolled.code(), Reason::BadCut.code()), (1, 11));
    assert_eq!((Reason::BadVoucher.code(), Reason::OutsideNetwork.code()), (12, 16));
    for code in 1..=16 {
        assert_eq!(Reason::from_code(code).map(Reason::code), Some(code));
    }
    assert_eq!((Reason::from_code(0), Reason::from_code(17)), (None, None));
}

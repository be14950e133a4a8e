//! Questions to the folded membership, each from the causal past of an entry.

use feed::membership::{
    Countersigned, DeviceCut, DeviceEnrolled, PersonKeyChanged, PersonalDropped, RoleGranted, RoleRevoked,
};
use feed::{AuthorityKey, Clock, Hash, Party, Scope, roles};

use crate::hub::{ADMIN, Hub, KEEPER};
use crate::known::{device, key, person, person_key, some_hub};

fn clock(hub: &Hub, act: usize) -> &Clock {
    &hub.book.acts[act].clock
}

#[test]
fn roles_hold_from_grant_to_revocation() {
    let mut hub = Hub::new();
    let scope = hub.book.feed(hub.roster).scope;
    let store = hub.book.feed(hub.store).scope;
    let before = hub.ready;
    let granted = hub.admin(RoleGranted { person: person(KEEPER), role: roles::STOREKEEPER });
    hub.admin(RoleGranted { person: person(KEEPER), role: roles::AUDITOR });
    let revoked = hub.admin(RoleRevoked { person: person(KEEPER), role: roles::STOREKEEPER });
    let again = hub.admin(RoleGranted { person: person(KEEPER), role: roles::STOREKEEPER });
    let membership = hub.book.settled().membership;
    for (act, held) in [(before, false), (granted, true), (revoked, false), (again, true)] {
        assert_eq!(membership.holds(scope, person(KEEPER), roles::STOREKEEPER, clock(&hub, act)), held);
    }
    assert_eq!(membership.roles_of(store, person(KEEPER), clock(&hub, granted)), [roles::STOREKEEPER]);
    assert_eq!(membership.roles_of(store, person(KEEPER), clock(&hub, revoked)), [roles::AUDITOR]);
    let both = [roles::STOREKEEPER, roles::AUDITOR];
    assert_eq!(membership.roles_of(store, person(KEEPER), clock(&hub, again)), both);
    assert_eq!(membership.roles_of(store, person(ADMIN), clock(&hub, again)), [roles::ADMINISTRATOR]);
    assert_eq!(membership.roles_of(Scope::Hub(some_hub()), person(ADMIN), clock(&hub, again)), []);
}

#[test]
fn a_person_signs_with_the_key_known_at_the_time() {
    let mut hub = Hub::new();
    let scope = hub.book.feed(hub.roster).scope;
    let changed = hub.admin(PersonKeyChanged { person: person(KEEPER), key: person_key(22) });
    let membership = hub.book.settled().membership;
    let key_at = |act| membership.key_of(scope, person(KEEPER), clock(&hub, act));
    assert_eq!(key_at(0), None);
    assert_eq!(key_at(hub.ready), Some(person_key(21)));
    assert_eq!(key_at(changed), Some(person_key(22)));
    let persons: Vec<_> = membership.persons().collect();
    assert_eq!(persons, [(scope, person(ADMIN), person_key(20)), (scope, person(KEEPER), person_key(22)),]);
}

#[test]
fn devices_are_listed_with_their_cuts() {
    let mut hub = Hub::new();
    let scope = hub.book.feed(hub.roster).scope;
    hub.admin(DeviceEnrolled { device: device(11) });
    hub.admin(DeviceCut { device: device(11), last: Vec::new(), replaces: Vec::new() });
    let membership = hub.book.settled().membership;
    let mut expected = [(scope, device(10), false), (scope, device(11), true)];
    expected.sort_by_key(|(_, device, _)| *device);
    assert_eq!(membership.devices().collect::<Vec<_>>(), expected);
    assert_eq!(membership.founded(scope).map(|founded| founded.device), Some(device(10)));
}

#[test]
fn a_countersignature_counts_when_its_signature_holds() {
    let mut hub = Hub::new();
    let Scope::Roster(id) = hub.book.feed(hub.roster).scope else { panic!("a roster") };
    hub.admin(Countersigned::sign(&key(2), id));
    let mut forged = Countersigned::sign(&key(3), id);
    forged.hub = some_hub();
    hub.admin(forged);
    let membership = hub.book.settled().membership;
    assert_eq!(membership.countersigned(id), [AuthorityKey::of(&key(2))]);
    assert_eq!(membership.countersigned(some_hub()), []);
}

#[test]
fn erased_personal_fields_are_known() {
    let mut hub = Hub::new();
    let (entry, other) = (Hash::from_bytes([1; 32]), Hash::from_bytes([2; 32]));
    hub.admin(PersonalDropped { entry });
    let membership = hub.book.settled().membership;
    let books = hub.book.feed(hub.store).scope;
    let link = Scope::link(Party::Headquarters, Party::Hub(some_hub())).expect("two parties");
    for (scope, asked, erased) in [
        (books, entry, true),
        (books, other, false),
        (Scope::Hub(some_hub()), entry, false),
        (link, entry, false),
        (Scope::Network, entry, false),
    ] {
        assert_eq!(membership.is_personal_dropped(scope, asked), erased, "{scope:?}");
    }
}

#[test]
fn folding_twice_changes_nothing() {
    let mut hub = Hub::new();
    hub.admin(RoleGranted { person: person(KEEPER), role: roles::STOREKEEPER });
    let once = hub.book.settled().membership;
    let mut twice = once.clone();
    for act in &hub.book.acts {
        twice.fold_entry(&act.placed, &act.entry);
    }
    assert_eq!(twice, once);
}

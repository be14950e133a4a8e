//! A hub that stood alone joins a network.

use feed::membership::{
    Countersigned, DeviceEnrolledByVoucher, MembershipEvent, PersonEnrolled, PersonalDropped, RegistrarNamed,
    Voucher, VoucherTerms,
};
use feed::{
    ActId, AuthorityKey, DeviceKey, Draft, DraftEvent, Epoch, Feed, Head, PersonId, PersonKey, Scope,
    SigningKey, SubjectId, Verified, Writer, roles,
};
use store::network;

use crate::laptop::*;

const SECRET: [u8; 16] = [3; 16];

fn network_key() -> SigningKey {
    SigningKey::from_bytes(&[201; 32])
}

fn trust(laptop: &Laptop, authority: &SigningKey) -> store::Recorded {
    let authority = AuthorityKey::of(authority);
    let trusted =
        laptop.database.write(|transaction| network::trust(transaction, laptop.own.remembered(), authority));
    trusted.unwrap()
}

fn say(laptop: &Laptop, scope: Scope, event: MembershipEvent) {
    let id = ActId::from_bytes(bytes(9, u64::from(event.kind())));
    let said = laptop.database.write(|transaction| {
        laptop.own.append_membership(transaction, scope, id, at(5), vec![event], &laptop.signer)
    });
    said.unwrap();
}

/// Coordination's laptop, in the network it founded.
fn coordination() -> Laptop {
    let laptop = empty(signer(5), feed::HubId::from_bytes([0; 32]));
    let founded = laptop
        .database
        .write(|transaction| laptop.own.found_network(transaction, &network_key(), at(1), &laptop.signer));
    assert_eq!(founded.unwrap(), AuthorityKey::of(&network_key()));
    laptop
}

fn write_in_link(laptop: &Laptop, hub: feed::HubId) {
    let link = Scope::link(feed::Party::Headquarters, feed::Party::Hub(hub)).unwrap();
    let moved = domain::event::AssetMoved { to: place_id(2), particulars: Default::default() };
    let events = vec![domain::NewEvent::new(asset_id(1), domain::Event::AssetMoved(moved))];
    let act = store::Act { id: ActId::from_bytes([8; 16]), at: at(7), events };
    laptop.database.write(|transaction| laptop.own.append(transaction, link, act, &laptop.signer)).unwrap();
}

/// How many entries stand, and how many are set apart.
fn counts(laptop: &Laptop) -> (i64, i64) {
    let count = |status: i64| {
        let sql = "select count(*) from entry where status = ?1";
        laptop
            .database
            .read(|connection| {
                Ok::<_, store::StoreError>(connection.query_row(sql, [status], |row| row.get(0))?)
            })
            .unwrap()
    };
    (count(0), count(2))
}

/// The center's registrar enrols the laptop that claims a voucher of the hub.
fn enrolment(laptop: &Laptop, joining: &Laptop, seen: Vec<Head>) -> Verified {
    let scope = Scope::Roster(laptop.hub);
    let key = SigningKey::from_bytes(&[60; 32]);
    let device = DeviceKey::of(&key);
    let terms =
        VoucherTerms { scope, nonce: [1; 16], expires_at_ms: 9, person_role: Some(roles::ADMINISTRATOR) };
    let voucher = Voucher::sign(&SigningKey::from_bytes(&[200; 32]), terms, &SECRET);
    let person =
        PersonEnrolled { person: joining.signer.person, key: PersonKey::of(&joining.signer.person_key) };
    let claim =
        DeviceEnrolledByVoucher::claim(voucher, &SECRET, DeviceKey::of(&joining.signer.device), Some(person));
    let event = MembershipEvent::from(claim);
    let subject = SubjectId::from_bytes([1; 16]);
    let events = vec![DraftEvent { subject, kind: event.kind(), payload: event.to_bytes(), personal: None }];
    let draft = Draft {
        seen,
        at: at(6),
        actor: PersonId::of_registrar(&device),
        act: ActId::from_bytes([6; 16]),
        events,
        personal_salt: [0; 16],
    };
    let feed = Feed { device, scope, epoch: Epoch::from_bytes([1; 16]) };
    Writer::new(feed, key).write(vec![draft]).unwrap()
}

fn record(laptop: &Laptop, span: &Verified) {
    laptop.database.write(|transaction| store::record(transaction, laptop.own.remembered(), span)).unwrap();
}

#[test]
fn a_store_remembers_whom_it_trusts() {
    let laptop = founded();
    let trusted = || laptop.database.read(network::trusted).unwrap();
    assert_eq!(trusted(), None);
    for key in [network_key(), SigningKey::from_bytes(&[202; 32])] {
        trust(&laptop, &key);
        assert_eq!(trusted(), Some(AuthorityKey::of(&key)));
        assert_eq!(trust(&laptop, &key), store::Recorded::default(), "told again");
    }
    laptop.database.write(|transaction| store::local::set(transaction, "network", &"abc")).unwrap();
    let read = laptop.database.read(network::trusted);
    assert!(matches!(read, Err(store::StoreError::UnreadableSetting { .. })));
}

/// The membership remembered from before must not be used for the network just joined, nor the other way.
#[test]
fn what_the_network_says_counts_from_the_moment_it_is_trusted() {
    let kyiv = coordination();
    let laptop = stocked();
    let own = counts(&laptop);
    kyiv.give(&laptop);
    assert_eq!(counts(&laptop), (own.0, 1), "nobody's network founds nothing");
    trust(&laptop, &network_key());
    assert_eq!(counts(&laptop), (own.0 + 1, 0));
    assert_eq!(laptop.problems(), []);
    trust(&laptop, &SigningKey::from_bytes(&[202; 32]));
    assert_eq!(counts(&laptop), (own.0, 1), "another authority's network");
    assert_eq!(laptop.problems(), []);
}

/// Without the trust in its digest, the membership of the network would be remembered for a hub alone.
#[test]
fn a_trust_that_was_rolled_back_leaves_nothing_in_memory() {
    let kyiv = coordination();
    let laptop = stocked();
    kyiv.give(&laptop);
    let authority = AuthorityKey::of(&network_key());
    let failed = laptop.database.write(|transaction| {
        network::trust(transaction, laptop.own.remembered(), authority)?;
        Err::<(), _>(store::StoreError::SlotTaken)
    });
    assert!(matches!(failed, Err(store::StoreError::SlotTaken)));
    write_in_link(&kyiv, laptop.hub);
    kyiv.give(&laptop);
    assert_eq!(counts(&laptop).1, 3, "the founding, and in the link the session and the act");
    assert_eq!(laptop.problems(), []);
    trust(&laptop, &network_key());
    assert_eq!(counts(&laptop).1, 0);
    assert_eq!(laptop.problems(), []);
}

#[test]
fn a_hub_erases_personal_fields_of_its_own_entries_and_nobody_elses() {
    let laptop = stocked();
    let mut neighbour = empty(signer(7), laptop.hub);
    let authority = SigningKey::from_bytes(&[203; 32]);
    let founded = neighbour
        .database
        .write(|transaction| neighbour.own.found(transaction, &authority, at(1), &neighbour.signer));
    neighbour.hub = founded.unwrap();
    assert_ne!(neighbour.hub, laptop.hub);
    let entry: [u8; 32] = laptop
        .database
        .read(|connection| {
            let sql = "select hash from entry where personal is not null limit 1";
            Ok::<_, store::StoreError>(connection.query_row(sql, [], |row| row.get(0))?)
        })
        .unwrap();
    let before = laptop.hash();
    for (who, erases) in [(&neighbour, false), (&laptop, true)] {
        let dropped = PersonalDropped { entry: feed::Hash::from_bytes(entry) };
        say(who, Scope::Roster(who.hub), dropped.into());
        neighbour.give(&laptop);
        assert_eq!(laptop.hash() != before, erases);
        assert_eq!((counts(&laptop).1, laptop.problems()), (0, vec![]));
    }
}

#[test]
fn a_hub_joins_with_its_history_and_its_next_laptop_comes_by_voucher() {
    let mut kyiv = coordination();
    let laptop = stocked();
    kyiv.hub = laptop.hub;
    let before = laptop.hash();
    let registrar = DeviceKey::of(&SigningKey::from_bytes(&[60; 32]));
    say(&kyiv, Scope::Network, RegistrarNamed::sign(&network_key(), Scope::Network, registrar).into());
    say(&kyiv, Scope::Network, Countersigned::sign(&network_key(), laptop.hub).into());
    trust(&laptop, &network_key());
    kyiv.give(&laptop);
    assert_eq!(laptop.hash(), before, "what it wrote alone stands as it did");
    assert_eq!(counts(&laptop).1, 0);

    let joining = empty(signer(2), laptop.hub);
    let mut seen = laptop.database.read(store::exchange::heads).unwrap();
    seen.retain(|head| is_control(&laptop, head.feed));
    let span = enrolment(&laptop, &joining, seen);
    trust(&joining, &network_key());
    for one in [&laptop, &kyiv] {
        record(one, &span);
    }
    laptop.give(&joining);
    assert_eq!(counts(&joining).1, 0);
    joining.must(&move_to(&[1], 2));
    joining.give(&laptop);
    laptop.give(&kyiv);
    assert_eq!((laptop.hash(), kyiv.hash()), (joining.hash(), joining.hash()));
    for one in [&laptop, &joining, &kyiv] {
        assert_eq!((one.problems(), counts(one).1), (vec![], 0));
    }
}

/// A registrar holds the control scopes only.
fn is_control(laptop: &Laptop, feed: feed::FeedId) -> bool {
    let spans = laptop.database.read(|connection| store::exchange::spans(connection, &feed)).unwrap();
    spans.first().is_some_and(|span| span.feed.scope.is_control())
}

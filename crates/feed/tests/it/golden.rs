//! The bytes are frozen. A golden file is written once; when this test fails, the code is wrong.

use std::path::Path;

use feed::membership::{Founded, MembershipEvent, SessionOpened};
use feed::{Evidence, EvidenceRole, FeedId, Hash, Head, Scope, Writer, kinds};

use crate::known::{draft, event, feed, key, person, person_key, some_hub};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn check(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.hex"));
    let found = hex(bytes);
    match std::fs::read_to_string(&path) {
        Ok(golden) => assert_eq!(golden.trim(), found, "the bytes of {name} changed"),
        Err(_) => panic!("no golden file for {name}; its bytes are {found}"),
    }
}

fn hub_writer() -> Writer {
    Writer::new(feed(10, Scope::Hub(some_hub()), 1), key(10))
}

fn founding() -> Founded {
    Founded::sign(&key(1), [9; 16], crate::known::device(10), person(0xa1), person_key(20))
}

#[test]
fn a_feed_keeps_its_bytes_and_id() {
    let feed = feed(10, Scope::Hub(some_hub()), 1);
    check("feed", &feed.to_bytes());
    check("feed_id", feed.id().as_bytes());
    let link = Scope::link(feed::Party::Hub(some_hub()), feed::Party::Headquarters).expect("two parties");
    check("feed_link", &crate::known::feed(10, link, 1).to_bytes());
}

#[test]
fn a_header_keeps_its_bytes() {
    let mut writer = hub_writer();
    writer.append(draft(1, vec![event(3, 100, b"first", None)])).expect("well formed");
    let mut second = draft(2, vec![event(4, 101, b"a", None), event(5, 4_000_000_000, b"", None)]);
    second.at = feed::Claimed { ms: -1, unsure: true };
    second.seen = [0x22, 0x11]
        .map(|n| Head { feed: FeedId::from_bytes([n; 32]), seq: 300, hash: Hash::from_bytes([n; 32]) })
        .to_vec();
    let entry = writer.append(second).expect("well formed");
    check("header", &entry.header_bytes());
    check("header_entry_hash", entry.hash().as_bytes());
}

#[test]
fn an_entry_with_personal_parts_keeps_its_bytes_and_hash() {
    let events = vec![event(3, 100, b"open", None), event(4, 101, b"issued", Some(b"to whom"))];
    let entry = hub_writer().append(draft(1, events)).expect("well formed");
    check("entry_personal", &entry.to_bytes());
    check("entry_personal_hash", entry.hash().as_bytes());
    check("entry_dropped", &entry.without_personal().to_bytes());
}

#[test]
fn a_founding_keeps_its_bytes_and_hub() {
    let founded = founding();
    check("hub_id", founded.hub_id().as_bytes());
    let roster = feed(10, Scope::Roster(founded.hub_id()), 1);
    let payload = MembershipEvent::from(founded).to_bytes();
    let entry = Writer::new(roster, key(10))
        .append(draft(1, vec![event(1, kinds::FOUNDED, &payload, None)]))
        .expect("well formed");
    check("founding", &entry.to_bytes());
}

#[test]
fn a_session_keeps_its_bytes() {
    let mut writer = hub_writer();
    let opened = SessionOpened::sign(&key(20), person(0xa1), writer.feed_id(), [8; 16]);
    let payload = MembershipEvent::from(opened).to_bytes();
    let opening = draft(1, vec![event(1, kinds::SESSION_OPENED, &payload, None)]);
    check("session", &writer.append(opening).expect("well formed").to_bytes());
}

#[test]
fn a_seal_and_evidence_keep_their_bytes() {
    let mut writer = hub_writer();
    let entry = writer.append(draft(1, vec![event(3, 100, b"first", None)])).expect("well formed");
    check("seal", &writer.seal().expect("one entry").to_bytes());
    let actor = Evidence::sign(&key(20), EvidenceRole::Actor, person(0xa1), entry.hash());
    let witness = Evidence::sign(&key(21), EvidenceRole::Witness, person(0xb2), entry.hash());
    check("evidence", &actor.to_bytes());
    check("evidence_witness", &witness.to_bytes());
}

#[test]
fn discrepancies_keep_their_names() {
    let hub = founding().hub_id();
    check("scope_id", Scope::Hub(hub).id().as_bytes());
    assert_ne!(Scope::Hub(hub).id(), Scope::Roster(hub).id());
    check("discrepancy_fork", feed::fork_id(FeedId::from_bytes([1; 32]), 9).as_bytes());
}

fn voucher(person_role: Option<u32>) -> feed::membership::Voucher {
    let scope = Scope::Roster(founding().hub_id());
    let terms = feed::membership::VoucherTerms {
        scope,
        nonce: [6; 16],
        expires_at_ms: 1_800_000_000_000,
        person_role,
    };
    feed::membership::Voucher::sign(&key(1), terms, &[0x51; 16])
}

#[test]
fn vouchers_and_registrars_keep_their_bytes_and_names() {
    let device_alone = feed::membership::DeviceEnrolledByVoucher::claim(
        voucher(None),
        &[0x51; 16],
        crate::known::device(11),
        None,
    );
    check("voucher", &voucher(Some(feed::roles::STOREKEEPER)).to_bytes());
    check("voucher_id", voucher(Some(feed::roles::STOREKEEPER)).id().as_bytes());
    check("voucher_claim_alone", &device_alone.to_bytes());
    check("registrar_actor", feed::PersonId::of_registrar(&crate::known::device(12)).as_bytes());
}

/// Every membership payload, one a line in the order of the kinds.
#[test]
fn membership_payloads_keep_their_bytes() {
    use feed::membership::*;
    let head = Head { feed: FeedId::from_bytes([1; 32]), seq: 5, hash: Hash::from_bytes([2; 32]) };
    let (who, entry) = (person(0xb2), Hash::from_bytes([4; 32]));
    let all: [MembershipEvent; 15] = [
        founding().into(),
        DeviceEnrolled { device: crate::known::device(11) }.into(),
        PersonEnrolled { person: who, key: person_key(21) }.into(),
        PersonKeyChanged { person: who, key: person_key(22) }.into(),
        RoleGranted { person: who, role: feed::roles::STOREKEEPER }.into(),
        RoleRevoked { person: who, role: feed::roles::STOREKEEPER }.into(),
        DeviceCut { device: crate::known::device(11), last: vec![head], replaces: vec![entry] }.into(),
        Countersigned::sign(&key(2), some_hub()).into(),
        SessionOpened::sign(&key(21), who, head.feed, [8; 16]).into(),
        SessionClosed { person: who }.into(),
        PersonalDropped { entry }.into(),
        Released { entry }.into(),
        DeviceEnrolledByVoucher::claim(
            voucher(Some(feed::roles::STOREKEEPER)),
            &[0x51; 16],
            crate::known::device(11),
            Some(PersonEnrolled { person: who, key: person_key(21) }),
        )
        .into(),
        RegistrarNamed::sign(&key(1), Scope::Roster(founding().hub_id()), crate::known::device(12)).into(),
        CenterRolledBack { center: crate::known::device(13), generation: 2 }.into(),
    ];
    for (kind, event) in (1..).zip(all) {
        assert_eq!(event.kind(), kind);
        check(&format!("membership_{kind:02}"), &event.to_bytes());
        assert_eq!(MembershipEvent::decode(kind, &event.to_bytes()), Ok(Some(event)));
    }
}

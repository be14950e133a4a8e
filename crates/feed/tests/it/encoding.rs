//! One value, one encoding; and no bytes that make a reader stumble.

use feed::membership::MembershipEvent;
use feed::{
    ActId, Claimed, Clock, Entry, EventHead, Evidence, Feed, FeedId, Hash, Head, Header, Malformed, Party,
    PersonId, Personal, Scope, Seal, SubjectId, kinds,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use crate::known::{draft, event, feed as feed_of, key, person, some_hub};

fn heads() -> impl Strategy<Value = Vec<Head>> {
    btree_set((any::<[u8; 32]>(), 1..1000_u64, any::<[u8; 32]>()), 0..4).prop_map(|set| {
        let head =
            |(feed, seq, hash)| Head { feed: FeedId::from_bytes(feed), seq, hash: Hash::from_bytes(hash) };
        set.into_iter().map(head).collect()
    })
}

fn entries() -> impl Strategy<Value = Entry> {
    let events = vec((any::<[u8; 16]>(), any::<u32>(), vec(any::<u8>(), 0..40)), 1..6);
    let personal = (0..3_u8, any::<[u8; 16]>(), btree_map(0..6_u32, vec(any::<u8>(), 0..20), 1..4));
    (events, personal, heads(), any::<(i64, bool)>(), 1..feed::MAX_SEQ, any::<[u8; 32]>()).prop_map(
        |(events, (form, salt, parts), seen, (ms, unsure), seq, hash)| {
            let count = events.len();
            let mut parts: Vec<_> = parts.into_iter().filter(|(at, _)| (*at as usize) < count).collect();
            if parts.is_empty() {
                parts.push((0, vec![1]));
            }
            let personal = match form {
                0 => Personal::None,
                1 => Personal::Present { salt, parts },
                _ => Personal::Dropped { hash: Hash::from_bytes(hash) },
            };
            let (heads, payload) = events
                .into_iter()
                .map(|(subject, kind, payload)| {
                    (EventHead { subject: SubjectId::from_bytes(subject), kind }, payload)
                })
                .unzip();
            let header = Header {
                feed: FeedId::from_bytes([0; 32]),
                seq,
                previous: if seq == 1 { Hash::ZERO } else { Hash::from_bytes(hash) },
                seen,
                at: Claimed { ms, unsure },
                actor: PersonId::from_bytes(salt),
                act: ActId::from_bytes(salt),
                events: heads,
            };
            Entry { header, payload, personal }
        },
    )
}

/// Whatever is accepted must come out the same again.
fn read_everything(bytes: &[u8]) {
    if let Ok(value) = Header::from_bytes(bytes) {
        assert_eq!(value.to_bytes(), bytes);
    }
    if let Ok(value) = Entry::from_bytes(bytes) {
        assert_eq!(value.to_bytes(), bytes);
    }
    if let Ok(value) = Seal::from_bytes(bytes) {
        assert_eq!(value.to_bytes(), bytes);
    }
    if let Ok(value) = Evidence::from_bytes(bytes) {
        assert_eq!(value.to_bytes(), bytes);
    }
    if let Ok(value) = Feed::from_bytes(bytes) {
        assert_eq!(value.to_bytes(), bytes);
    }
    if let Ok(value) = Clock::from_bytes(bytes) {
        assert_eq!(value.to_bytes(), bytes);
    }
    for kind in 0..=kinds::RELEASED + 1 {
        let _ = MembershipEvent::decode(kind, bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn what_is_written_is_read(entry in entries()) {
        prop_assert_eq!(&Entry::from_bytes(&entry.to_bytes()), &Ok(entry.clone()));
        prop_assert_eq!(&Header::from_bytes(&entry.header_bytes()), &Ok(entry.header.clone()));
        let parts = (entry.header_bytes(), entry.payload_bytes(), entry.personal_bytes());
        prop_assert_eq!(&Entry::from_parts(&parts.0, &parts.1, &parts.2), &Ok(entry.clone()));
        let joined = [&[0x83][..], &parts.0, &parts.1, &parts.2].concat();
        prop_assert_eq!(joined, entry.to_bytes());
    }

    #[test]
    fn dropping_personal_parts_keeps_the_hash(entry in entries()) {
        let dropped = entry.without_personal();
        prop_assert_eq!(dropped.hash(), entry.hash());
        let kept = matches!(dropped.personal, Personal::Present { .. });
        prop_assert!(!kept);
    }

    #[test]
    fn different_entries_have_different_hashes(one in entries(), other in entries()) {
        prop_assert!(one == other || one.hash() != other.hash());
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..200)) {
        read_everything(&bytes);
    }

    #[test]
    fn damaged_bytes_never_pass_for_others(
        entry in entries(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = entry.to_bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        read_everything(&bytes);
        read_everything(&bytes[..cut.index(bytes.len())]);
        read_everything(&[&bytes[..], &[0]].concat());
    }
}

#[test]
fn trailing_bytes_and_long_forms_are_refused() {
    let entry = Entry::from_bytes(&sound().to_bytes()).expect("sound");
    let bytes = entry.header_bytes();
    assert_eq!(Header::from_bytes(&[&bytes[..], &[0]].concat()), Err(Malformed::NotCanonical));
    // The sequence number 1 in two bytes instead of one.
    let feed = [&bytes[..35], &[0x18, 0x01], &bytes[36..]].concat();
    assert_eq!(bytes[35], 1);
    assert_eq!(Header::from_bytes(&feed), Err(Malformed::NotCanonical));
    assert_eq!(Header::from_bytes(&bytes[..40]), Err(Malformed::Undecodable));
    assert_eq!(Header::from_bytes(&[]), Err(Malformed::Undecodable));
}

fn sound() -> Entry {
    let events = vec![event(1, 100, b"one", None), event(2, 101, b"two", Some(b"name"))];
    let feed = feed_of(10, Scope::Hub(some_hub()), 1);
    feed::Writer::new(feed, key(10)).append(draft(1, events)).expect("well formed")
}

fn head(n: u8, seq: u64) -> Head {
    Head { feed: FeedId::from_bytes([n; 32]), seq, hash: Hash::from_bytes([n; 32]) }
}

#[test]
fn an_entry_out_of_form_is_refused() {
    type Break = fn(&mut Entry);
    let limit = feed::MAX_EVENTS_PER_ENTRY;
    let table: [(Break, Malformed); 14] = [
        (|entry| entry.header.seq = 0, Malformed::SequenceOutOfRange),
        (|entry| entry.header.seq = u64::MAX, Malformed::SequenceOutOfRange),
        (|entry| entry.header.seq = 2, Malformed::PreviousMismatch),
        (|entry| entry.header.previous = Hash::from_bytes([1; 32]), Malformed::PreviousMismatch),
        (|entry| entry.header.seen = vec![head(1, 0)], Malformed::SequenceOutOfRange),
        (|entry| entry.header.seen = vec![head(2, 1), head(1, 1)], Malformed::SeenUnsorted),
        (|entry| entry.header.seen = vec![head(1, 1), head(1, 1)], Malformed::SeenUnsorted),
        (
            |entry| entry.header.seen = vec![Head { feed: entry.header.feed, ..head(1, 1) }],
            Malformed::SeenOwnFeed,
        ),
        (|entry| entry.payload.truncate(1), Malformed::PayloadCount { events: 2, payloads: 1 }),
        (
            |entry| {
                entry.header.events.clear();
                entry.payload.clear();
            },
            Malformed::NoEvent,
        ),
        (
            |entry| {
                entry.header.events = vec![entry.header.events[0]; 257];
                entry.payload = vec![Vec::new(); 257];
            },
            Malformed::TooManyEvents { found: 257, limit },
        ),
        (
            |entry| entry.personal = Personal::Present { salt: [0; 16], parts: vec![(2, vec![1])] },
            Malformed::PersonalParts,
        ),
        (
            |entry| entry.personal = Personal::Present { salt: [0; 16], parts: Vec::new() },
            Malformed::PersonalParts,
        ),
        (|entry| entry.personal = Personal::Dropped { hash: Hash::ZERO }, Malformed::PersonalParts),
    ];
    for (broken, expected) in table {
        let mut entry = sound();
        broken(&mut entry);
        assert_eq!(Entry::from_bytes(&entry.to_bytes()), Err(expected));
        let parts = (entry.header_bytes(), entry.payload_bytes(), entry.personal_bytes());
        assert_eq!(Entry::from_parts(&parts.0, &parts.1, &parts.2), Err(expected));
    }
}

#[test]
fn an_entry_of_the_greatest_size_is_read_and_one_byte_more_is_not() {
    let mut entry = sound();
    let room = feed::MAX_ENTRY_BYTES - (entry.to_bytes().len() - 1) - 4;
    entry.payload[0] = vec![7; room + entry.payload[0].len()];
    assert_eq!(entry.to_bytes().len() - 1, feed::MAX_ENTRY_BYTES);
    assert_eq!(Entry::from_bytes(&entry.to_bytes()).as_ref(), Ok(&entry));
    entry.payload[0].push(7);
    assert!(matches!(Entry::from_bytes(&entry.to_bytes()), Err(Malformed::TooLong { .. })));
}

#[test]
fn a_personal_part_belongs_to_its_event() {
    let entry = sound();
    assert_eq!((entry.personal.part(0), entry.personal.part(1)), (None, Some(&b"name"[..])));
    assert_eq!(entry.without_personal().personal.part(1), None);
}

#[test]
fn a_link_has_one_form_whoever_names_it() {
    let (hub, other) = (Party::Hub(some_hub()), Party::Hub(feed::HubId::from_bytes([1; 32])));
    assert_eq!(Scope::link(hub, other), Scope::link(other, hub));
    assert_eq!(Scope::link(hub, hub), None);
    let feed = feed_of(10, Scope::link(hub, Party::Headquarters).expect("two parties"), 1);
    assert_eq!(Feed::from_bytes(&feed.to_bytes()).as_ref(), Ok(&feed));
    let wrong = feed_of(10, Scope::Link(hub, Party::Headquarters), 1);
    assert_eq!(Feed::from_bytes(&wrong.to_bytes()), Err(Malformed::LinkParties));
}

#[test]
fn a_scope_sees_its_control_scopes() {
    let hub = some_hub();
    let roster = Scope::Roster(hub);
    let link = Scope::link(Party::Hub(hub), Party::Headquarters).expect("two parties");
    assert_eq!(Scope::Network.controls(), []);
    assert_eq!(roster.controls(), [Scope::Network]);
    assert_eq!(Scope::Hub(hub).controls(), [Scope::Network, roster]);
    assert_eq!(link.controls(), [Scope::Network, roster]);
    assert!(Scope::Network.is_control() && roster.is_control() && !link.is_control());
}

#[test]
fn ids_are_read_as_they_are_shown() {
    let hash = Hash::from_bytes([0xab; 32]);
    assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
    assert_eq!(Hash::from_hex(&hash.to_string().to_uppercase()), None);
    assert_eq!(Hash::from_hex("ab"), None);
    assert_eq!(format!("{hash:?}"), "Hash(abababab)");
}

#[test]
fn a_payload_with_fields_of_a_newer_app_is_read() {
    let role = [0x83, 0x50].into_iter().chain([3; 16]).chain([0x05, 0xf5]).collect::<Vec<u8>>();
    let event = MembershipEvent::decode(kinds::ROLE_GRANTED, &role);
    let expected = feed::membership::RoleGranted { person: person(3), role: 5 };
    assert_eq!(event, Ok(Some(expected.into())));
    assert_eq!(MembershipEvent::decode(90, &role), Ok(None));
    assert!(MembershipEvent::decode(kinds::ROLE_GRANTED, &role[..10]).is_err());
}

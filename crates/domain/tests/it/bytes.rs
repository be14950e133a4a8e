//! Bytes from elsewhere: anything may come, nothing panics.

use domain::fold::{State, SubjectKind};
use domain::{Event, EventError, kinds};
use proptest::prelude::*;

use crate::golden::every_event;

proptest! {
    #[test]
    fn no_bytes_break_an_event(
        at in 0..every_event().len(),
        payload in prop::collection::vec(any::<u8>(), 0..80),
        personal in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
    ) {
        let kind = every_event()[at].1.kind();
        let _ = Event::decode(kind, &payload, personal.as_deref());
    }

    #[test]
    fn a_damaged_event_is_refused_or_another(at in 0..every_event().len(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let event = &every_event()[at].1;
        let (mut payload, personal) = event.encode();
        let position = cut.index(payload.len());
        let _ = Event::decode(event.kind(), &payload[..position], personal.as_deref());
        payload[position] = byte;
        if let Ok(read) = Event::decode(event.kind(), &payload, personal.as_deref()) {
            let (again, personal) = read.encode();
            prop_assert_eq!(Event::decode(event.kind(), &again, personal.as_deref()).unwrap(), read);
        }
    }

    #[test]
    fn no_bytes_break_a_state(kind in 1u8..=11, bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = State::decode(SubjectKind::from_code(kind).unwrap(), &bytes);
    }
}

#[test]
fn what_follows_a_payload_is_refused() {
    let (_, event) = &every_event()[0];
    let (mut payload, _) = event.encode();
    payload.push(0);
    let said = Event::decode(event.kind(), &payload, None);
    assert!(matches!(said, Err(EventError::Trailing { kind: kinds::HUB_DESCRIBED, bytes: 1 })));
    assert!(matches!(Event::decode(77_777, &[], None), Err(EventError::UnknownKind(77_777))));
}

#[test]
fn fields_a_newer_version_added_are_passed_over() {
    let (_, event) = every_event().into_iter().find(|(_, event)| event.kind() == kinds::ASSET_MOVED).unwrap();
    let (mut payload, _) = event.encode();
    payload[0] += 1;
    payload.extend([0x18, 99, 0x82, 1, 2]);
    assert_eq!(Event::decode(event.kind(), &payload, None).unwrap(), event);
}

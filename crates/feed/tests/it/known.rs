//! Fixed keys and ids, so that every run makes the same bytes.

use feed::{
    ActId, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Feed, HubId, PersonId, PersonKey, Scope, SigningKey,
    SubjectId,
};

pub fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

pub fn device(n: u8) -> DeviceKey {
    DeviceKey::of(&key(n))
}

pub fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

pub fn person_key(n: u8) -> PersonKey {
    PersonKey::of(&key(n))
}

pub fn feed(device_number: u8, scope: Scope, epoch: u8) -> Feed {
    Feed { device: device(device_number), scope, epoch: Epoch::from_bytes([epoch; 16]) }
}

pub fn some_hub() -> HubId {
    HubId::from_bytes([0x77; 32])
}

pub fn event(n: u8, kind: u32, payload: &[u8], personal: Option<&[u8]>) -> DraftEvent {
    let subject = SubjectId::from_bytes([n; 16]);
    DraftEvent { subject, kind, payload: payload.to_vec(), personal: personal.map(<[u8]>::to_vec) }
}

pub fn draft(act: u8, events: Vec<DraftEvent>) -> Draft {
    Draft {
        seen: Vec::new(),
        at: Claimed { ms: 1_750_000_000_000 + i64::from(act), unsure: false },
        actor: person(0xa1),
        act: ActId::from_bytes([act; 16]),
        events,
        personal_salt: [0x5a; 16],
    }
}

//! Events of a newer Komora.

use domain::Refusal;
use feed::{DeviceKey, Draft, DraftEvent, Epoch, Feed, Head, SubjectId, Verified, Writer};

use crate::laptop::*;

/// What a newer app on this device would write beside a fact this one knows.
fn newer(laptop: &Laptop) -> Verified {
    let feed = Feed {
        device: DeviceKey::of(&laptop.signer.device),
        scope: laptop.scope(),
        epoch: Epoch::from_bytes([9; 16]),
    };
    let mut writer = Writer::new(feed, laptop.signer.device.clone());
    let seen: Vec<Head> = laptop.database.read(store::exchange::heads).unwrap();
    let opened = feed::membership::SessionOpened::sign(
        &laptop.signer.person_key,
        laptop.signer.person,
        writer.feed_id(),
        [4; 16],
    );
    let session = feed::membership::MembershipEvent::from(opened);
    let moved = domain::Event::AssetMoved(domain::event::AssetMoved {
        to: place_id(2),
        particulars: domain::event::Particulars::default(),
    });
    let draft = |seen, events| Draft {
        seen,
        at: at(50),
        actor: laptop.signer.person,
        act: feed::ActId::from_bytes([6; 16]),
        events,
        personal_salt: [0; 16],
    };
    let event = |id: domain::AssetId, kind, payload| DraftEvent {
        subject: SubjectId::from_bytes(*id.as_bytes()),
        kind,
        payload,
        personal: None,
    };
    let first = event(asset_id(0), session.kind(), session.to_bytes());
    let known = event(asset_id(2), moved.kind(), moved.encode().0);
    let unknown = event(asset_id(1), 4242, b"whatever comes".to_vec());
    writer.write(vec![draft(seen, vec![first]), draft(Vec::new(), vec![unknown, known])]).unwrap()
}

#[test]
fn they_are_kept_forwarded_and_marked_and_their_neighbours_apply() {
    let laptop = stocked();
    let span = newer(&laptop);
    let before = laptop.hash();
    laptop.database.write(|transaction| store::record(transaction, laptop.own.remembered(), &span)).unwrap();
    assert_ne!(laptop.hash(), before);
    assert_eq!(laptop.problems(), []);
    let failed = laptop.try_do(&move_to(&[1], 2));
    assert!(matches!(failed, Err(Failure::Refused(Refusal::NeedsNewer { .. }))), "{failed:?}");
    let there = laptop.try_do(&move_to(&[2], 2));
    assert!(matches!(there, Err(Failure::Refused(_))), "it was moved there already: {there:?}");
    laptop.must(&move_to(&[3], 2));
    // Forwarded byte for byte.
    let spans =
        laptop.database.read(|connection| store::exchange::spans(connection, &span.feed_id())).unwrap();
    assert_eq!(spans, [span.into_span()]);
    // A rebuild comes to the same.
    let hash = laptop.hash();
    laptop
        .database
        .write(|transaction| store::rebuild(transaction, laptop.own.remembered(), &mut |_, _| true))
        .unwrap();
    assert_eq!(laptop.hash(), hash);
}

//! What the window shows of the network.

use feed::Scope;
use store::members::Member;
use store::query::timeline::short_name;

use super::keeper::Shown;
use super::notes::BlobNotes;
use crate::api::network::{
    AttachmentsStatus, AwaitedActs, CenterStatus, DeviceRow, NearbyStatus, NetworkStatus, Untaken,
    WaitingActs, WaitingAttachments,
};
use crate::api::problem::Problem;
use crate::books::Books;
use crate::clock::now_ms;

/// Local setting: when a meeting last ended well, UTC ms.
const MET: &str = "center-met";

/// A meeting ended well now.
pub(super) fn met(books: &Books) -> Result<(), Problem> {
    books.set_setting(MET, &now_ms())
}

/// Where this laptop stands; `shown`: what the background exchange does, `notes`: what it keeps in mind of
/// photographs and documents, `nearby` the same of the laptops nearby, told whether they are to be met.
pub(crate) fn status(
    books: &Books,
    shown: &Shown,
    notes: &BlobNotes,
    nearby: impl FnOnce(bool) -> NearbyStatus,
) -> Result<NetworkStatus, Problem> {
    let (network, center) = (books.network()?, books.center()?);
    let met_ms: Option<i64> = books.setting(MET)?;
    let party = center.as_ref().map(|center| center.key);
    let (waiting, attachments, (aside, awaited), devices, untaken) = books.read(|store| {
        let waiting = books.waiting(store)?;
        let waiting = WaitingActs { acts: waiting.acts, oldest_ms: waiting.oldest_ms };
        let attachments = attachments(books, store, party.as_ref(), notes)?;
        let devices = devices(books, store)?;
        let untaken: Vec<Untaken> = books.untaken(store)?.iter().map(named).collect();
        let awaited: Vec<AwaitedActs> = books.awaited(store)?.iter().map(what).collect();
        Ok((waiting, attachments, (books.aside(store)?, awaited), devices, untaken))
    })?;
    let center = center.map(|center| CenterStatus {
        address: center.address.clone(),
        key: center.signs_with().to_string(),
        phase: shown.phase,
        met_ms,
        // Never later than the last meeting, whatever a wrong clock wrote.
        complete_until_ms: met_ms.map(|met| waiting.oldest_ms.map_or(met, |oldest| oldest.min(met))),
        next_try_ms: shown.next_try_ms,
        sent_bytes: shown.sent_bytes,
        received_bytes: shown.received_bytes,
        problem: shown.problem.clone(),
        damaged_ms: shown.damaged_ms,
        untaken,
    });
    Ok(NetworkStatus {
        network: network.map(|network| network.to_string()),
        holds_authority: books.holds_authority(),
        center,
        waiting,
        attachments,
        parked: aside.parked,
        awaited,
        quarantined: aside.quarantined,
        devices,
        metered: books.is_metered()?,
        nearby: match books.hub() {
            Some(_) => Some(nearby(books.meets_nearby()?)),
            None => None,
        },
    })
}

fn named(untaken: &store::exchange::untaken::Untaken) -> Untaken {
    let store::exchange::untaken::Untaken { device, membership, acts, entries, why } = *untaken;
    Untaken { key: device.to_string(), name: short_name(&device), membership, acts, entries, why }
}

fn what(awaited: &store::history::Awaited) -> AwaitedActs {
    AwaitedActs {
        name: awaited.of.as_ref().map(short_name),
        held_by: awaited.held_by.iter().map(short_name).collect(),
        entries: awaited.entries,
    }
}

fn attachments(
    books: &Books,
    store: &store::Reading,
    center: Option<&[u8; 32]>,
    notes: &BlobNotes,
) -> Result<AttachmentsStatus, Problem> {
    let (coming, going) = books.blobs_waiting(store, center)?;
    let waiting = |of: store::blobs::Waiting| WaitingAttachments { attachments: of.blobs, bytes: of.bytes };
    let (spoilt, full) = notes.shown();
    Ok(AttachmentsStatus { coming: waiting(coming), going: waiting(going), spoilt, full })
}

fn devices(books: &Books, store: &store::Reading) -> Result<Vec<DeviceRow>, Problem> {
    let mut rows = Vec::new();
    for member in books.devices(store)? {
        rows.push(row(books, store, &member)?);
    }
    rows.sort_by_key(|row: &DeviceRow| (!row.own, !row.own_hub, row.cut, row.hub.clone(), row.key.clone()));
    Ok(rows)
}

fn row(books: &Books, store: &store::Reading, member: &Member) -> Result<DeviceRow, Problem> {
    let hub = match member.scope {
        Scope::Roster(hub) => store::query::hub_of(store, hub)?.map(|described| described.code),
        _ => None,
    };
    Ok(DeviceRow {
        key: member.device.to_string(),
        name: short_name(&member.device),
        hub,
        coordination: member.scope == Scope::Network,
        own: member.device == books.device(),
        own_hub: member.scope == books.control(),
        cut: member.cut,
        latest_ms: member.latest_ms,
    })
}

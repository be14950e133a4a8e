//! The stick: a bundle made for some, carried by anybody, read by those it was made for.

use feed::exchange::{Holdings, MAX_PAGE_ENTRIES};
use feed::{AuthorityKey, DeviceKey, HubId, Scope};
use store::StoreError;
use store::exchange::{Offer, reached};
use wire::bundle::{About, BundleReader, BundleWriter, Purpose};

use super::kyiv;
use super::laptop::{Laptop, signer};
use super::link::cut;
use super::meeting::deliver;
use super::world::Fault;
use crate::dice::Dice;

/// Whom a bundle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The center and every coordination laptop.
    Kyiv,
    /// All laptops of a hub.
    Hub(HubId),
}

/// What the audience is not known to hold, or everything that may be theirs. `None` where nobody of them is
/// known, or all of them are cut off.
pub fn load(from: &Laptop, audience: Audience, network: AuthorityKey, everything: bool) -> Option<Vec<u8>> {
    let recipients = recipients(from, audience);
    if recipients.is_empty() {
        return None;
    }
    let about = About { network: Some(network), purpose: Purpose::Everything, made_at_ms: 1 };
    let made = BundleWriter::new(Vec::new(), &signer(from.number).device, about, &recipients);
    let mut bundle = made.unwrap();
    let theirs = |scope: &Scope| match audience {
        Audience::Kyiv => true,
        Audience::Hub(hub) => super::laptop::wants(Some(hub), scope),
    };
    let pages = from.books().read(|store| {
        let said = match everything {
            true => Holdings::default(),
            false => reached::held_by_all(store, &recipients)?,
        };
        let mut offer = Offer::to(store, &said, MAX_PAGE_ENTRIES)?;
        offer.without_names();
        let mut pages = Vec::new();
        while let Some(page) = offer.next(store, &theirs)? {
            pages.push(page);
        }
        Ok::<_, StoreError>(pages)
    });
    for page in pages.unwrap() {
        bundle.page(&page.bytes, page.entries as u32).unwrap();
    }
    Some(bundle.finish().unwrap())
}

fn recipients(from: &Laptop, audience: Audience) -> Vec<DeviceKey> {
    let of = match audience {
        Audience::Kyiv => Scope::Network,
        Audience::Hub(hub) => Scope::Roster(hub),
    };
    let known = from.books().read(|store| store::members::devices(store, from.own.remembered())).unwrap();
    let mut devices: Vec<DeviceKey> =
        known.iter().filter(|member| !member.cut && member.scope == of).map(|member| member.device).collect();
    devices.extend((audience == Audience::Kyiv).then(kyiv::as_device));
    devices
}

/// Read to its end before anything of it is kept; by others not at all.
pub fn unload(to: &Laptop, bundle: &[u8], fault: Option<Fault>) {
    let key = &signer(to.number).device;
    let Ok(reader) = BundleReader::open(bundle, key) else { return };
    let Ok(checked) = reader.check_all() else { return };
    let mut pages = checked.read_again(bundle, key).unwrap();
    while let Some(page) = pages.next_page().unwrap() {
        deliver(to, &page.bytes, fault).expect("it was made for this laptop");
    }
}

/// Now and then a stick is pulled out too early.
pub fn worn(bundle: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    if dice.one_in(6) { cut(&bundle, dice) } else { bundle }
}

//! The first day: a network and two hubs are founded, laptops enrolled, the center named, and everybody has
//! met it once. Made once, copied for each schedule.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use feed::membership::{Countersigned, DeviceEnrolled, MembershipEvent, PersonEnrolled, RegistrarNamed};
use feed::{ActId, AuthorityKey, DeviceKey, Hash, HubId, PersonKey, Scope, SigningKey};
use store::StoreError;
use wire::message::Heard;

use super::kyiv::{self, Kyiv};
use super::laptop::{Laptop, signer};
use super::link::{Line, Link};
use super::visit::Visit;
use crate::dice::Dice;

/// Laptops of the first hub, then of the second, then coordination.
pub const OF_FIRST: u8 = 3;
const OF_SECOND: u8 = 2;
pub const COORDINATION: u8 = OF_FIRST + OF_SECOND;

/// When it is over: UTC ms.
pub const MORNING_AFTER: i64 = 1_790_000_000_000;
const THE_DAY: i64 = 1_780_000_000_000;

/// The network, closed and on disk.
pub struct FirstDay {
    laptops: Vec<(tempfile::TempDir, Option<HubId>, Heard)>,
    kyiv: tempfile::TempDir,
    pub network: AuthorityKey,
    pub hubs: [HubId; 2],
    pub authored: BTreeSet<Hash>,
}

static FIRST_DAY: OnceLock<FirstDay> = OnceLock::new();

/// As it was left.
pub fn first_day() -> &'static FirstDay {
    FIRST_DAY.get_or_init(made)
}

impl FirstDay {
    pub fn laptops(&self) -> Vec<Laptop> {
        let copied = self.laptops.iter().zip(0..).map(|((folder, hub, heard), number)| {
            Laptop::copied(folder.path(), number, *hub, heard.clone(), number.into())
        });
        copied.collect()
    }

    pub fn kyiv(&self) -> Kyiv {
        Kyiv::copied(self.kyiv.path(), self.network, &self.hubs, MORNING_AFTER)
    }
}

fn made() -> FirstDay {
    let mut laptops: Vec<Laptop> = (0..=COORDINATION).map(|n| Laptop::new(n, u64::from(n) + 1)).collect();
    let authority = SigningKey::from_bytes(&[200; 32]);
    let coordination = usize::from(COORDINATION);
    let at = laptops[coordination].now(THE_DAY);
    let founder = &laptops[coordination];
    let founded =
        founder.books().write(|t| founder.own.found_network(t, &authority, at, signer(founder.number)));
    let network = founded.unwrap();
    let named = RegistrarNamed::sign(&authority, Scope::Network, kyiv::registrar());
    append(&mut laptops[coordination], Scope::Network, named.into(), [249, 0, 0], 1).unwrap();
    let hubs = [(0, OF_FIRST), (OF_FIRST, OF_SECOND)].map(|(first, count)| {
        let hub = found_hub(&mut laptops, first, count);
        let vouched = Countersigned::sign(&authority, hub);
        append(&mut laptops[coordination], Scope::Network, vouched.into(), [252, first, 0], 1).unwrap();
        hub
    });
    for laptop in &laptops {
        laptop.books().write(|t| store::network::trust(t, laptop.own.remembered(), network)).unwrap();
    }
    let kyiv = met(&mut laptops, network);
    let authored = kyiv.hashes();
    let laptops = laptops.into_iter().map(|mut laptop| {
        laptop.close();
        (laptop.folder, laptop.hub, laptop.heard)
    });
    FirstDay { laptops: laptops.collect(), kyiv: kyiv.closed(), network, hubs, authored }
}

/// With its first laptop as administrator's, the others enrolled, and something in store.
fn found_hub(laptops: &mut [Laptop], first: u8, count: u8) -> HubId {
    let admin = &mut laptops[usize::from(first)];
    let at = admin.now(THE_DAY);
    let key = SigningKey::from_bytes(&[201 + first; 32]);
    let hub = admin.books().write(|t| admin.own.found(t, &key, at, signer(first))).unwrap();
    admin.hub = Some(hub);
    for number in first + 1..first + count {
        let who = signer(number);
        let device = DeviceEnrolled { device: DeviceKey::of(&who.device) };
        let person = PersonEnrolled { person: who.person, key: PersonKey::of(&who.person_key) };
        append(admin, Scope::Roster(hub), device.into(), [250, number, 0], 1).unwrap();
        append(admin, Scope::Roster(hub), person.into(), [251, number, 0], 1).unwrap();
    }
    for command in super::holdings::commands() {
        admin.execute(&command, at, false).unwrap();
    }
    for number in first..first + count {
        laptops[usize::from(number)].hub = Some(hub);
    }
    hub
}

/// Coordination introduces itself to the center, then the hubs hand over and everybody fetches.
fn met(laptops: &mut [Laptop], network: AuthorityKey) -> Kyiv {
    let mut kyiv = Kyiv::new(network, THE_DAY);
    let mut dice = Dice::seeded(2);
    let administrators = [COORDINATION, 0, OF_FIRST];
    for number in administrators.into_iter().chain(0..=COORDINATION) {
        let laptop = &mut laptops[usize::from(number)];
        let device = laptop.device();
        let line = Line { kyiv: &mut kyiv, device, link: Link::Good, dice: &mut dice, cut_after: None };
        Visit::by(laptop, line, None).hold().unwrap();
    }
    kyiv
}

/// Writes down an act of membership.
pub fn append(
    laptop: &mut Laptop,
    scope: Scope,
    event: MembershipEvent,
    act: [u8; 3],
    true_ms: i64,
) -> Result<ActId, StoreError> {
    let mut id = [0; 16];
    id[..3].copy_from_slice(&act);
    let id = ActId::from_bytes(id);
    let (at, signer) = (laptop.now(true_ms), signer(laptop.number));
    let own = &laptop.own;
    laptop.books().write(|transaction| {
        own.append_membership(transaction, scope, id, at, vec![event], signer).map(|_| id)
    })
}

//! What the open books know of the network they belong to, and what its authority signs.

use feed::membership::{Countersigned, MembershipEvent, RegistrarNamed, Voucher, VoucherTerms};
use feed::{AuthorityKey, CenterKey, DeviceKey, HubId, Party, Scope, SigningKey};
use serde::{Deserialize, Serialize};
use store::members::Member;
use store::{Reading, local};
use wire::{Peer, PeerKey};

use super::founding::new_act;
use super::{Books, Identity, Place};
use crate::api::problem::{Problem, SyncProblem};

/// Local setting: where the center is met.
pub(super) const CENTER: &str = "center";
/// Local setting: what the center last said it holds.
pub(crate) const CENTER_HOLDS: &str = "center-holds";
const NEARBY: &str = "nearby";
const METERED: &str = "metered";
const SHUT_OUT: &str = "shut-out";
/// Local setting of a laptop that joined and whose person has not been written into the hub's books yet.
const INTRODUCTION: &str = "introduction";

/// Where Kyiv is met, and the key it must prove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Center {
    /// Host and port.
    pub address: String,
    pub key: [u8; 32],
    /// When that was said, by the clock of whoever said it; UTC ms. Shown where something else is said later, and
    /// asked about; nothing obeys it.
    #[serde(default)]
    pub said_ms: i64,
}

impl Center {
    pub fn peer(&self) -> Peer {
        Peer { address: self.address.clone(), key: PeerKey::from_bytes(self.key) }
    }

    /// The key its receipts are signed with.
    pub fn signs_with(&self) -> CenterKey {
        CenterKey::from_bytes(self.key)
    }
}

/// The person who came with this laptop, by the name the hub is to know them by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Introduction {
    pub name: String,
    pub rank: Option<String>,
}

/// A voucher and the secret it was made for.
pub(crate) struct Issued {
    pub voucher: Voucher,
    pub secret: [u8; 16],
}

impl Books {
    /// The hub of these books; `None` on a coordination laptop, and while it waits for an answer.
    pub fn hub(&self) -> Option<HubId> {
        match self.place.get() {
            Some(Place::Hub(hub)) => Some(*hub),
            Some(Place::Coordination) | None => None,
        }
    }

    /// The control scope this laptop and its people belong to.
    pub fn control(&self) -> Scope {
        self.hub().map_or(Scope::Network, Scope::Roster)
    }

    pub fn device(&self) -> DeviceKey {
        DeviceKey::of(&self.signer.device)
    }

    /// For connections: the same key that writes.
    pub fn device_key(&self) -> &SigningKey {
        &self.signer.device
    }

    /// The scopes a laptop like this one holds: Network, the Rosters, its Hub and its Links; of coordination
    /// all there are.
    pub fn wants(&self) -> impl Fn(&Scope) -> bool + use<> {
        wanted_by(self.hub())
    }

    pub fn network(&self) -> Result<Option<AuthorityKey>, Problem> {
        Ok(self.database.read(store::network::trusted)?)
    }

    pub fn center(&self) -> Result<Option<Center>, Problem> {
        self.setting(CENTER)
    }

    /// What another center held or signed for says nothing of this one.
    pub fn set_center(&self, center: &Center) -> Result<(), Problem> {
        let before = self.center()?.filter(|before| before.key != center.key);
        Ok(self.database.write(|transaction| {
            if let Some(before) = before {
                store::exchange::reached::forget(transaction, &before.key)?;
                store::exchange::untaken::forget(transaction)?;
                store::blobs::forget_held_there(transaction, &before.key)?;
                local::remove(transaction, CENTER_HOLDS)?;
            }
            local::set(transaction, CENTER, center)
        })?)
    }

    pub fn is_metered(&self) -> Result<bool, Problem> {
        Ok(self.setting(METERED)?.unwrap_or(false))
    }

    pub fn set_metered(&self, metered: bool) -> Result<(), Problem> {
        self.set_setting(METERED, &metered)
    }

    /// Whether the hub's other laptops are met on the same cable or Wi-Fi; they are until somebody says no.
    pub fn meets_nearby(&self) -> Result<bool, Problem> {
        Ok(self.setting(NEARBY)?.unwrap_or(true))
    }

    pub fn set_meets_nearby(&self, on: bool) -> Result<(), Problem> {
        self.set_setting(NEARBY, &on)
    }

    /// The hub's other laptops, as known now, without those that are cut.
    pub fn neighbours(&self) -> Result<Vec<DeviceKey>, Problem> {
        let (own, control) = (self.device(), self.control());
        let members = self.read(|store| self.devices(store))?;
        let others = members.into_iter().filter(|one| !one.cut && one.device != own && one.scope == control);
        Ok(others.map(|one| one.device).collect())
    }

    /// The center said that this laptop is shut out.
    pub fn is_shut_out(&self) -> Result<bool, Problem> {
        Ok(self.setting(SHUT_OUT)?.unwrap_or(false))
    }

    pub fn set_shut_out(&self, shut_out: bool) -> Result<(), Problem> {
        match self.is_shut_out()? == shut_out {
            true => Ok(()),
            false => self.set_setting(SHUT_OUT, &shut_out),
        }
    }

    pub fn introduction(&self) -> Result<Option<Introduction>, Problem> {
        self.setting(INTRODUCTION)
    }

    pub fn set_introduction(&self, introduction: &Introduction) -> Result<(), Problem> {
        self.set_setting(INTRODUCTION, introduction)
    }

    pub fn forget_introduction(&self) -> Result<(), Problem> {
        Ok(self.database.write(|transaction| local::remove(transaction, INTRODUCTION))?)
    }

    /// All laptops known, with whether they are cut.
    pub fn devices(&self, store: &Reading) -> Result<Vec<Member>, Problem> {
        Ok(store::members::devices(store, self.own.remembered())?)
    }

    /// From here on these books belong to this network.
    pub fn trust(&self, network: AuthorityKey) -> Result<(), Problem> {
        self.database
            .write(|transaction| store::network::trust(transaction, self.own.remembered(), network))?;
        Ok(())
    }

    pub fn holds_authority(&self) -> bool {
        self.authority().is_ok()
    }

    /// # Errors
    /// [`SyncProblem::NoAuthority`].
    fn authority(&self) -> Result<SigningKey, Problem> {
        let identity: Option<Identity> = self.setting(super::IDENTITY)?;
        let key = identity.and_then(|identity| identity.authority);
        key.map(|key| SigningKey::from_bytes(&key)).ok_or(Problem::Sync { sync: SyncProblem::NoAuthority })
    }

    /// The authority of a whole network: only the first coordination laptop has it.
    fn network_authority(&self) -> Result<SigningKey, Problem> {
        match self.hub() {
            None => self.authority(),
            Some(_) => Err(Problem::Sync { sync: SyncProblem::NoAuthority }),
        }
    }

    /// Names a center's registrar in Network.
    pub fn name_registrar(&self, registrar: DeviceKey) -> Result<(), Problem> {
        let authority = self.network_authority()?;
        self.say(RegistrarNamed::sign(&authority, Scope::Network, registrar).into())
    }

    /// Vouches for a hub. Said again it changes nothing.
    pub fn countersign(&self, hub: HubId) -> Result<(), Problem> {
        let authority = self.network_authority()?;
        let known =
            self.read(|store| Ok(store::members::is_in_network(store, self.own.remembered(), hub)?))?;
        match known {
            true => Ok(()),
            false => self.say(Countersigned::sign(&authority, hub).into()),
        }
    }

    /// Signs vouchers for laptops of this hub, or of coordination.
    pub fn vouchers(&self, count: u32, role: u32, expires_at_ms: i64) -> Result<Vec<Issued>, Problem> {
        let (authority, scope) = (self.authority()?, self.control());
        let one = || {
            let (mut nonce, mut secret) = ([0; 16], [0; 16]);
            super::founding::chance(&mut nonce)?;
            super::founding::chance(&mut secret)?;
            let terms = VoucherTerms { scope, nonce, expires_at_ms, person_role: Some(role) };
            Ok(Issued { voucher: Voucher::sign(&authority, terms, &secret), secret })
        };
        (0..count).map(|_| one()).collect()
    }

    /// Signs bytes as this network's authority does.
    pub fn sign_as_network(&self) -> Result<SigningKey, Problem> {
        self.network_authority()
    }

    /// The authority a hub was founded under, if its Roster is held.
    pub fn authority_of(&self, hub: HubId) -> Result<Option<AuthorityKey>, Problem> {
        let control = Scope::Roster(hub);
        self.read(|store| Ok(store::members::authority(store, self.own.remembered(), control)?))
    }

    /// An act of membership in the scope of this laptop's own control.
    fn say(&self, event: MembershipEvent) -> Result<(), Problem> {
        self.say_all(vec![event])
    }

    /// The same for what is said in one breath.
    pub(super) fn say_all(&self, events: Vec<MembershipEvent>) -> Result<(), Problem> {
        let at = self.claimed()?;
        let id = feed::ActId::from_bytes(*new_act().as_bytes());
        self.database.write(|transaction| {
            self.own.append_membership(transaction, self.control(), id, at, events, &self.signer)
        })?;
        self.keep_heads();
        Ok(())
    }
}

/// The scopes that a laptop of `hub` holds; of coordination: all.
pub(super) fn wanted_by(hub: Option<HubId>) -> impl Fn(&Scope) -> bool + use<> {
    move |scope| match (hub, scope) {
        (None, _) | (_, Scope::Network | Scope::Roster(_)) => true,
        (Some(hub), Scope::Hub(other)) => *other == hub,
        (Some(hub), Scope::Link(one, other)) => [one, other].contains(&&Party::Hub(hub)),
    }
}

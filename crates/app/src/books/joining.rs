//! A laptop that joins by stick: what it keeps while it waits for the answer, what lets another one in, and how
//! the books of one that waited begin.

use feed::exchange::{NoNames, decode_page};
use feed::membership::{DeviceEnrolled, MembershipEvent, PersonEnrolled, RoleGranted};
use feed::{AuthorityKey, DeviceKey, Hash, PersonKey, Scope, SigningKey, Verified, roles};
use serde::{Deserialize, Serialize};
use store::keys::{Machine, Parameters, Passphrase, RecoveryCode, Unlocked};
use store::{Held, Reading, Recorded, exchange, local, members};
use wire::bundle::{Met, Page, Welcome};
use wire::{Asking, JoinRequest};

use super::founding::forget_attempt;
use super::network::{self, Center, Introduction};
use super::{Books, IDENTITY, Identity, chance};
use crate::api::problem::{Problem, SyncProblem};
use crate::clock::now_ms;

/// Local setting of a laptop that waits: what its request says and stands nowhere else in the store.
const REQUEST: &str = "join-request";

#[derive(Serialize, Deserialize)]
struct Asked {
    salt: [u8; 16],
    made_at_ms: i64,
}

/// Where a laptop that waited belongs from now on, as its answer says.
pub(crate) struct Home {
    /// The laptop that answered.
    pub by: DeviceKey,
    pub scope: Scope,
    pub network: Option<AuthorityKey>,
    pub center: Option<Center>,
}

impl Books {
    /// Makes the store of a laptop that asks to join, and leaves it open. Nothing can be written there before the
    /// answer: it keeps the keys, safe from whoever finds the laptop and from a power cut.
    ///
    /// # Errors
    /// As [`Books::found`].
    pub fn ask(
        held: Held,
        keys: Unlocked,
        device: SigningKey,
        introduction: Introduction,
        passphrase: &Passphrase,
        machine: &Machine,
        parameters: Parameters,
    ) -> Result<(Self, RecoveryCode), Problem> {
        let mut asked = Asked { salt: [0; 16], made_at_ms: now_ms() };
        chance(&mut asked.salt)?;
        let identity = Identity { hub: None, device: device.to_bytes(), authority: None, waiting: true };
        Self::make(held, keys, identity, passphrase, machine, parameters, |books| {
            books.set_introduction(&introduction)?;
            books.set_setting(REQUEST, &asked)?;
            // Days may pass: a store without its witness would be asked where it comes from.
            books.keep_heads();
            Ok(())
        })
    }

    /// It asked to join, and no answer was taken in yet.
    pub fn is_waiting(&self) -> bool {
        self.place.get().is_none()
    }

    /// The request, the same as long as it waits.
    ///
    /// # Errors
    /// [`SyncProblem::NothingAsked`].
    pub fn request(&self) -> Result<JoinRequest, Problem> {
        let asked: Option<Asked> = self.setting(REQUEST)?;
        let introduction = self.introduction()?.filter(|_| self.is_waiting());
        let (Some(asked), Some(introduction)) = (asked, introduction) else {
            return Err(SyncProblem::NothingAsked.into());
        };
        Ok(JoinRequest::new(Asking {
            device: self.device(),
            person: self.signer.person,
            person_key: PersonKey::of(&self.signer.person_key),
            made_at_ms: asked.made_at_ms,
            name: introduction.name,
            salt: asked.salt,
            rank: introduction.rank,
        }))
    }

    /// Removes the store of a laptop that waited: nothing was ever done in it.
    pub fn forget(self) -> Result<(), Problem> {
        let directory = self.database.directory().to_owned();
        drop(self);
        let _held = Held::take(&directory)?;
        forget_attempt(&directory);
        Ok(())
    }

    /// Whether who asks may be let in here, by who is in now. Says whether that was done before.
    ///
    /// # Errors
    /// [`SyncProblem::Revoked`], [`SyncProblem::NotAdministrator`], [`SyncProblem::RequesterCut`] or
    /// [`SyncProblem::PersonTaken`].
    pub fn may_admit(&self, asking: &Asking) -> Result<bool, Problem> {
        if self.is_shut_out()? {
            return Err(SyncProblem::Revoked.into());
        }
        let (control, remembered) = (self.control(), self.own.remembered());
        self.read(|store| {
            let devices = self.devices(store)?;
            let cut = |device: DeviceKey| {
                devices.iter().any(|one| one.scope == control && one.device == device && one.cut)
            };
            if cut(self.device()) {
                return Err(SyncProblem::Revoked.into());
            }
            let held = members::roles_of(store, remembered, control, self.signer.person)?;
            if !held.contains(&roles::ADMINISTRATOR) {
                return Err(SyncProblem::NotAdministrator.into());
            }
            if cut(asking.device) {
                return Err(SyncProblem::RequesterCut.into());
            }
            // Whoever is somebody already joins only with the key they have: nobody takes another's place.
            let key = members::key_of(store, remembered, control, asking.person)?;
            if key.is_some_and(|key| key != asking.person_key) {
                return Err(SyncProblem::PersonTaken.into());
            }
            Ok(devices.iter().any(|one| one.scope == control && one.device == asking.device))
        })
    }

    /// Lets a laptop and its person in. What was said before is not said again.
    ///
    /// # Errors
    /// As [`Books::may_admit`]; nothing was written.
    pub fn admit(&self, asking: &Asking, role: u32) -> Result<(), Problem> {
        let enrolled = self.may_admit(asking)?;
        let (control, remembered) = (self.control(), self.own.remembered());
        let Asking { device, person, person_key, .. } = *asking;
        let (key, held) = self.read(|store| {
            let held = members::roles_of(store, remembered, control, person)?;
            Ok((members::key_of(store, remembered, control, person)?, held))
        })?;
        let mut events: Vec<MembershipEvent> = Vec::new();
        if !enrolled {
            events.push(DeviceEnrolled { device }.into());
        }
        if key.is_none() {
            events.push(PersonEnrolled { person, key: person_key }.into());
        }
        if !held.contains(&role) {
            events.push(RoleGranted { person, role }.into());
        }
        if events.is_empty() { Ok(()) } else { self.say_all(events) }
    }

    /// What the answer to a request says beside its pages.
    pub fn welcome(&self, request: Hash) -> Result<Welcome, Problem> {
        let met = |center: Center| Met { key: center.signs_with(), address: center.address };
        Ok(Welcome { request, scope: self.control(), center: self.center()?.map(met) })
    }

    /// Takes in the pages of an answer and begins the books with them: all of it in one transaction, or nothing.
    /// What they come to is judged as everything is; only then it shows whether this laptop was let in by them.
    ///
    /// # Errors
    /// [`SyncProblem::BadAnswer`] for pages that are unsound, of other scopes, or do not let this laptop in; or
    /// what `next_page` fails with.
    pub fn settle_in(
        &self,
        home: &Home,
        next_page: &mut dyn FnMut() -> Result<Option<Page>, Problem>,
    ) -> Result<Recorded, Problem> {
        let hub = match home.scope {
            Scope::Roster(hub) => Some(hub),
            Scope::Network => None,
            Scope::Hub(_) | Scope::Link(..) => return Err(unsound("it is of no hub")),
        };
        let identity: Option<Identity> = self.setting(IDENTITY)?;
        let identity = identity.filter(|identity| identity.waiting).ok_or(SyncProblem::AlreadyJoined)?;
        let identity = Identity { hub: hub.map(|hub| *hub.as_bytes()), waiting: false, ..identity };
        let wanted = network::wanted_by(hub);
        let taken = self.database.write(|transaction| {
            if let Some(network) = home.network {
                store::network::trust(transaction, self.own.remembered(), network)?;
            }
            let mut taken = Recorded::default();
            while let Some(page) = next_page()? {
                let spans = sound(&page, &wanted)?;
                let recorded = exchange::keep_in(transaction, &self.own, &spans)?;
                taken.entries += recorded.entries;
                taken.quarantined += recorded.quarantined;
            }
            self.is_let_in(transaction, home)?;
            if let Some(center) = &home.center {
                local::set(transaction, network::CENTER, center)?;
            }
            local::set(transaction, IDENTITY, &identity)?;
            local::remove(transaction, REQUEST)?;
            Ok::<_, Problem>(taken)
        })?;
        if let Some(place) = identity.place() {
            // Set once: the request is gone with the commit, so nobody comes here a second time.
            let _ = self.place.set(place);
        }
        self.keep_heads();
        Ok(taken)
    }

    /// Whether what is held by now lets this laptop and its person in, and whoever answered belongs there too.
    fn is_let_in(&self, store: &Reading, home: &Home) -> Result<(), Problem> {
        let remembered = self.own.remembered();
        let devices = members::devices(store, remembered)?;
        let stands = |device: DeviceKey| {
            devices.iter().any(|one| one.scope == home.scope && one.device == device && !one.cut)
        };
        let key = members::key_of(store, remembered, home.scope, self.signer.person)?;
        if !stands(home.by) {
            return Err(unsound("whoever answers does not belong to the hub"));
        }
        if !stands(self.device()) || key != Some(PersonKey::of(&self.signer.person_key)) {
            return Err(unsound("it does not let this laptop in"));
        }
        match (home.network, home.scope) {
            (Some(_), Scope::Roster(hub)) if !members::is_in_network(store, remembered, hub)? => {
                Err(unsound("the hub is not of the network it names"))
            }
            _ => Ok(()),
        }
    }
}

/// The spans of a page that stands for itself.
fn sound(page: &Page, wanted: &dyn Fn(&Scope) -> bool) -> Result<Vec<Verified>, Problem> {
    let spans = decode_page(&page.bytes, &NoNames).map_err(|error| unsound(&error.to_string()))?;
    if spans.iter().any(|span| !wanted(&span.feed.scope)) {
        return Err(unsound("it holds what is not kept here"));
    }
    let verified = spans.into_iter().map(feed::verify);
    verified.collect::<Result<_, _>>().map_err(|error: feed::VerifyError| unsound(&error.to_string()))
}

fn unsound(detail: &str) -> Problem {
    SyncProblem::BadAnswer { detail: detail.to_owned() }.into()
}

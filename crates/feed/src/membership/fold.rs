//! Folding one membership event. Total: what does not decode or does not hold changes nothing.

use super::vouchers::Admitted;
use super::{Cut, KeyFact, Membership, MembershipEvent, RoleFact, roles};
use crate::causality::Placed;
use crate::entry::Entry;
use crate::ids::{PersonId, PersonKey};
use crate::membership::{Countersigned, DeviceCut, DeviceEnrolledByVoucher, Founded};

impl Membership {
    /// Folds one event of an entry that stands. Unknown kinds, and other scopes than the control scopes,
    /// change nothing.
    pub fn fold(&mut self, at: &Placed, kind: u32, payload: &[u8]) {
        if !at.scope.is_control() {
            return;
        }
        let Ok(Some(event)) = MembershipEvent::decode(kind, payload) else { return };
        match event {
            MembershipEvent::Founded(event) => self.fold_founded(at, event),
            MembershipEvent::DeviceEnrolled(event) => {
                self.devices.entry((at.scope, event.device)).or_default().add(at, ());
            }
            MembershipEvent::PersonEnrolled(event) => self.fold_key(at, event.person, event.key, true),
            MembershipEvent::PersonKeyChanged(event) => self.fold_key(at, event.person, event.key, false),
            MembershipEvent::RoleGranted(event) => self.fold_role(at, event.person, event.role, true),
            MembershipEvent::RoleRevoked(event) => self.fold_role(at, event.person, event.role, false),
            MembershipEvent::DeviceCut(event) => self.fold_cut(at, event),
            MembershipEvent::Countersigned(event) => self.fold_countersigned(at, &event),
            MembershipEvent::PersonalDropped(event) => {
                self.dropped.entry((at.scope, event.entry)).or_default().add(at, ());
            }
            MembershipEvent::Released(event) => {
                self.releases.entry((at.scope, event.entry)).or_default().add(at, at.actor);
            }
            MembershipEvent::DeviceEnrolledByVoucher(event) => self.fold_by_voucher(at, event),
            MembershipEvent::RegistrarNamed(event) => {
                self.registrars.entry((at.scope, event.registrar)).or_default().add(at, ());
            }
            MembershipEvent::CenterRolledBack(event) => {
                self.rollbacks.entry((event.center, event.generation)).or_default().add(at, at.actor);
            }
            MembershipEvent::SessionOpened(_) | MembershipEvent::SessionClosed(_) => {}
        }
    }

    /// Folds all events of an entry that stands.
    pub fn fold_entry(&mut self, at: &Placed, entry: &Entry) {
        for (event, payload) in entry.header.events.iter().zip(&entry.payload) {
            self.fold(at, event.kind, payload);
        }
    }

    fn fold_founded(&mut self, at: &Placed, event: Founded) {
        if event.device != at.device || !self.trusts(at.scope, &event) {
            return;
        }
        self.devices.entry((at.scope, event.device)).or_default().add(at, ());
        self.fold_key(at, event.person, event.person_key, true);
        self.fold_role(at, event.person, roles::ADMINISTRATOR, true);
        self.founded.entry(at.scope).or_default().add(at, event);
    }

    fn fold_by_voucher(&mut self, at: &Placed, event: DeviceEnrolledByVoucher) {
        self.devices.entry((at.scope, event.device)).or_default().add(at, ());
        if let (Some(admitted), Some(role)) = (&event.person, event.voucher.person_role) {
            self.fold_key(at, admitted.person, admitted.key, true);
            self.fold_role(at, admitted.person, role, true);
        }
        let admitted = Admitted { device: event.device, person: event.person };
        self.vouchers.entry(event.voucher.id()).or_default().add(at, admitted);
    }

    fn fold_key(&mut self, at: &Placed, person: PersonId, key: PersonKey, enrols: bool) {
        self.persons.entry((at.scope, person)).or_default().add(at, KeyFact { key, enrols });
    }

    fn fold_role(&mut self, at: &Placed, person: PersonId, role: u32, granted: bool) {
        self.roles.entry((at.scope, person)).or_default().add(at, RoleFact { role, granted });
    }

    /// A feed named twice is accepted up to the lower of the two.
    fn fold_cut(&mut self, at: &Placed, event: DeviceCut) {
        let mut heads = event.last;
        heads.sort_unstable_by(|a, b| b.cmp(a));
        let last = heads.into_iter().map(|head| (head.feed, head)).collect();
        let cut = Cut { last, replaces: event.replaces };
        self.cuts.entry((at.scope, event.device)).or_default().add(at, cut);
    }

    fn fold_countersigned(&mut self, at: &Placed, event: &Countersigned) {
        if event.verify() {
            self.countersigned.entry(event.hub).or_default().add(at, event.by);
        }
    }

    /// Takes over the cuts another fold found, replacing this one's own.
    pub(crate) fn with_cuts_of(mut self, other: &Self) -> Self {
        self.cuts.clone_from(&other.cuts);
        self
    }

    pub(crate) fn releases_anything(&self) -> bool {
        !self.releases.is_empty()
    }

    /// Takes over the releases another fold found.
    pub(crate) fn with_releases_of(mut self, other: &Self) -> Self {
        self.releases.clone_from(&other.releases);
        self
    }
}

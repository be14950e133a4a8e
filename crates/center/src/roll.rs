//! Who may read and write what now: folded from the control scopes alone.

use std::collections::{BTreeSet, HashMap};

use feed::membership::Admission;
use feed::{Controls, DeviceKey, HubId, Membership, Party, Scope};

/// The control scopes and what they come to.
#[derive(Clone)]
pub struct Roll {
    /// What is not in the history: whom to trust.
    start: Membership,
    /// Who stays out, whatever the history says.
    out: BTreeSet<DeviceKey>,
    pub controls: Controls,
    pub membership: Membership,
    hubs: BTreeSet<HubId>,
    devices: HashMap<DeviceKey, Standing>,
    /// Everyone whose entries are kept, cut or not: what a cut leaves out, replicas judge.
    authors: HashMap<DeviceKey, BTreeSet<Scope>>,
}

/// How a device stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    Unknown,
    Cut,
    /// And what is open to it.
    Member(Admission),
}

impl Roll {
    pub fn new(start: Membership) -> Self {
        let membership = start.clone();
        let (hubs, devices, authors) = (BTreeSet::new(), HashMap::new(), HashMap::new());
        let out = BTreeSet::new();
        Self { start, out, controls: Controls::new(), membership, hubs, devices, authors }
    }

    /// The same, but for these devices: they were cut, and the history that says so may have been lost.
    pub fn without(mut self, devices: impl IntoIterator<Item = DeviceKey>) -> Self {
        self.out.extend(devices);
        self
    }

    /// Judges all control entries anew.
    pub fn settle(&mut self) {
        self.membership = self.controls.settle(&self.start).membership;
        self.devices.clear();
        self.authors.clear();
        self.hubs = self.membership.hubs().collect();
        for (scope, device, cut) in self.membership.devices() {
            self.authors.entry(device).or_default().insert(scope);
            let standing = self.devices.entry(device).or_insert(Standing::Unknown);
            let admission = self.membership.admission(device);
            if !admission.is_nothing() {
                *standing = Standing::Member(admission);
            } else if cut {
                *standing = Standing::Cut;
            }
        }
        for (_, registrar, _) in self.membership.registrars() {
            self.authors.entry(registrar).or_default();
        }
    }

    pub fn standing(&self, device: &DeviceKey) -> &Standing {
        if self.out.contains(device) {
            return &Standing::Cut;
        }
        self.devices.get(device).unwrap_or(&Standing::Unknown)
    }

    /// Devices that are shut out.
    pub fn cut(&self) -> impl Iterator<Item = DeviceKey> {
        let cut = self.devices.iter().filter(|(_, standing)| **standing == Standing::Cut);
        let cut = cut.map(|(device, _)| *device).filter(move |device| !self.out.contains(device));
        cut.chain(self.out.iter().copied())
    }

    /// Whether a hub belongs to the network.
    pub fn is_hub(&self, hub: &HubId) -> bool {
        self.hubs.contains(hub)
    }

    /// Every device of the network, ascending.
    pub fn devices(&self) -> Vec<(Scope, DeviceKey, bool)> {
        let mut devices: Vec<_> = self.membership.devices().collect();
        devices.sort_unstable();
        devices
    }

    /// Whether what this device wrote in this scope is worth keeping.
    pub fn is_author(&self, scope: &Scope, device: &DeviceKey) -> bool {
        let Some(member_of) = self.authors.get(device) else { return false };
        // A registrar is a member of nothing; it writes in control scopes.
        scope.governors().any(|governor| member_of.contains(&governor))
            || (scope.is_control() && member_of.is_empty())
    }

    /// Whether blobs of this scope are kept: what is said of members needs none, and a hub has to be in the network.
    pub fn keeps_blobs(&self, scope: &Scope) -> bool {
        let belongs = |party: &Party| match party {
            Party::Headquarters => true,
            Party::Hub(hub) => self.is_hub(hub),
        };
        match scope {
            Scope::Network | Scope::Roster(_) => false,
            Scope::Hub(hub) => self.is_hub(hub),
            Scope::Link(one, other) => belongs(one) && belongs(other),
        }
    }

    /// Whether a stranger may hand this control scope over: its first entries must come from somebody.
    pub fn awaits(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Network => self.membership.founded(Scope::Network).is_none(),
            Scope::Roster(hub) => self.membership.awaits_roster(*hub),
            Scope::Hub(_) | Scope::Link(..) => false,
        }
    }

    /// Whether anything may come from strangers.
    pub fn awaits_anything(&self) -> bool {
        self.awaits(&Scope::Network) || self.membership.hubs().any(|hub| self.awaits(&Scope::Roster(hub)))
    }
}

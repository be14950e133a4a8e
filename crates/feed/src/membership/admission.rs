//! What a device may be given and may write now: asked by a center, and by a laptop about its peer, on every
//! request. Whether an entry stands is another question, asked from its own past.

use std::collections::BTreeSet;

use super::Membership;
use crate::ids::{DeviceKey, HubId};
use crate::scope::{Party, Scope};

/// The scopes open to one device, as known now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admission {
    /// Network and every Roster.
    controls: bool,
    /// All there is.
    coordination: bool,
    hubs: BTreeSet<HubId>,
    /// The control scopes it serves as a registrar.
    registers: BTreeSet<Scope>,
}

impl Admission {
    /// Nothing is open: nobody knows the device, or it is cut.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the device may be given a scope, and may hand on what others wrote in it.
    pub fn reads(&self, scope: Scope) -> bool {
        let of_hub = |hub| self.hubs.contains(&hub);
        match scope {
            _ if self.coordination => true,
            Scope::Network => self.controls,
            Scope::Roster(hub) => self.controls || of_hub(hub),
            Scope::Hub(hub) => of_hub(hub),
            Scope::Link(one, other) => {
                [one, other].iter().any(|party| matches!(party, Party::Hub(hub) if of_hub(*hub)))
            }
        }
    }

    /// Whether entries of the device's own may stand in a scope; what each person may do there, their roles
    /// say.
    pub fn writes(&self, scope: Scope) -> bool {
        let governs = |control| match control {
            Scope::Network => self.coordination,
            Scope::Roster(hub) => self.hubs.contains(&hub),
            Scope::Hub(_) | Scope::Link(..) => false,
        };
        self.registers.contains(&scope) || scope.governors().any(governs)
    }
}

impl Membership {
    /// What the network opens to a device. A hub's laptop counts once its hub is in the network; a cut one
    /// counts for nothing.
    pub fn admission(&self, device: DeviceKey) -> Admission {
        if self.registrars.keys().any(|(_, registrar)| *registrar == device) {
            return self.registrar_admission(device);
        }
        let coordination = self.is_enrolled_now(Scope::Network, device);
        let hubs = self.hubs().filter(|hub| self.is_enrolled_now(Scope::Roster(*hub), device));
        let hubs: BTreeSet<HubId> = hubs.collect();
        let controls = coordination || !hubs.is_empty();
        Admission { controls, coordination, hubs, registers: BTreeSet::new() }
    }

    /// The same as a laptop of `hub` sees it: to its own hub's laptops the hub is open whether or not it is
    /// in a network.
    pub fn admission_at(&self, hub: HubId, device: DeviceKey) -> Admission {
        let mut admission = self.admission(device);
        if admission.registers.is_empty() && self.is_enrolled_now(Scope::Roster(hub), device) {
            admission.hubs.insert(hub);
        }
        admission
    }

    fn registrar_admission(&self, device: DeviceKey) -> Admission {
        let rosters = self.hubs().map(Scope::Roster);
        let serves = |scope: &Scope| {
            let cut = self.is_cut_now(*scope, device) || self.is_cut_now(Scope::Network, device);
            !cut && self.serves(*scope, device, None)
        };
        let registers: BTreeSet<Scope> = rosters.chain([Scope::Network]).filter(serves).collect();
        Admission { controls: !registers.is_empty(), registers, ..Admission::default() }
    }

    fn is_enrolled_now(&self, scope: Scope, device: DeviceKey) -> bool {
        self.devices.contains_key(&(scope, device)) && !self.is_cut_now(scope, device)
    }
}

//! Who is in, and which hub this is.

use domain::event::HubDescription;
use feed::roles;

use super::Books;
use crate::api::problem::Problem;
use crate::api::status::{HubStatus, LoggedIn};

impl Books {
    /// The hub as it calls itself.
    pub fn hub_status(&self) -> Result<HubStatus, Problem> {
        let Some(id) = self.hub() else { return self.status_of_no_hub() };
        let hub = self.read(|store| Ok(store::query::hub(store)?))?;
        let HubDescription { code, classification, training, name } = hub.unwrap_or(HubDescription {
            code: String::new(),
            classification: None,
            training: false,
            name: None,
        });
        Ok(HubStatus { code, name, classification, training, coordination: false, id: id.to_string() })
    }

    /// Coordination's own, or what is known of a hub while a laptop waits to be let into it: nothing.
    fn status_of_no_hub(&self) -> Result<HubStatus, Problem> {
        let network = self.network()?.map(|network| network.to_string());
        let coordination = !self.is_waiting();
        Ok(HubStatus {
            code: if coordination { COORDINATION.to_owned() } else { String::new() },
            name: None,
            classification: None,
            training: false,
            coordination,
            id: network.unwrap_or_default(),
        })
    }

    /// Whether this laptop and its person have been admitted, as far as the history held here says.
    pub fn is_enrolled(&self) -> Result<bool, Problem> {
        let (control, device) = (self.control(), self.device());
        self.read(|store| {
            let member = |member: &store::members::Member| member.scope == control && member.device == device;
            Ok(self.devices(store)?.iter().any(member))
        })
    }

    pub fn is_training(&self) -> bool {
        self.hub_status().is_ok_and(|hub| hub.training)
    }

    /// The person who unlocked.
    pub fn logged_in(&self) -> Result<LoggedIn, Problem> {
        let id = self.person();
        let card = self.read(|store| Ok(store::query::people::person(store, id)?))?;
        let held = self.read(|store| {
            Ok(store::members::roles_of(store, self.own.remembered(), self.control(), self.signer.person)?)
        })?;
        let (name, duty) = match card {
            Some(card) => (card.row.name, card.row.duty),
            // Nobody has written them into a hub's books.
            None => (self.introduction()?.map(|introduction| introduction.name), None),
        };
        Ok(LoggedIn {
            id,
            name,
            duty,
            roles: held.into_iter().filter_map(role_name).map(str::to_owned).collect(),
        })
    }

    pub fn person_name(&self) -> Result<Option<String>, Problem> {
        Ok(self.logged_in()?.name)
    }
}

/// What a coordination laptop calls itself where a hub shows its code name.
const COORDINATION: &str = "COORDINATION";

/// The number of a role the locale files name.
pub(crate) fn role_number(name: &str) -> Option<u32> {
    (roles::ADMINISTRATOR..=roles::AUDITOR).find(|role| role_name(*role) == Some(name))
}

/// The role as the locale files name it (`role-<name>`).
fn role_name(role: u32) -> Option<&'static str> {
    Some(match role {
        roles::ADMINISTRATOR => "administrator",
        roles::QUARTERMASTER => "quartermaster",
        roles::STOREKEEPER => "storekeeper",
        roles::REPAIR_TECHNICIAN => "repair-technician",
        roles::REPAIR_CHIEF => "repair-chief",
        roles::INSPECTOR => "inspector",
        roles::HUB_COMMANDER => "hub-commander",
        roles::COORDINATOR => "coordinator",
        roles::AUDITOR => "auditor",
        _ => return None,
    })
}

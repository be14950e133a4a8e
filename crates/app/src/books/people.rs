//! Who is in, and which hub this is.

use domain::event::HubDescription;
use feed::roles;

use super::Books;
use crate::api::problem::Problem;
use crate::api::status::{HubStatus, LoggedIn};

impl Books {
    /// The hub as it calls itself.
    pub fn hub_status(&self) -> Result<HubStatus, Problem> {
        let hub = self.read(|store| Ok(store::query::hub(store)?))?;
        let HubDescription { code, classification, training, name } = hub.unwrap_or(HubDescription {
            code: String::new(),
            classification: None,
            training: false,
            name: None,
        });
        Ok(HubStatus { code, name, classification, training, id: self.hub.to_string() })
    }

    pub fn is_training(&self) -> bool {
        self.hub_status().is_ok_and(|hub| hub.training)
    }

    /// The person who unlocked.
    pub fn logged_in(&self) -> Result<LoggedIn, Problem> {
        let id = self.person();
        let card = self.read(|store| Ok(store::query::people::person(store, id)?))?;
        let held = self
            .read(|store| Ok(store::roles_of(store, self.own.remembered(), self.hub, self.signer.person)?))?;
        let (name, duty) = match card {
            Some(card) => (card.row.name, card.row.duty),
            None => (None, None),
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

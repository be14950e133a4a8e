//! First run: a hub that stands alone, with its first person and its own authority.

use crate::api::operation::{Operation, Outcome};
use crate::api::problem::Problem;
use crate::api::status::StoreName;
use crate::books::{Books, Founding};
use crate::komora::Komora;
use crate::opening;
use domain::Refusal;
use domain::decide::hub_code;
use domain::event::HubDescription;
use store::Held;
use store::keys::{Machine, Passphrase};

/// Makes the hub, leaves it open, and gives the recovery code, which is stored nowhere.
pub(crate) fn create_hub(komora: &Komora, operation: Operation) -> Result<Outcome, Problem> {
    let Operation::CreateHub { code, name, classification, person, rank, passphrase } = operation else {
        unreachable!("called for first runs alone");
    };
    if komora.inner.layout.exists(StoreName::Hub) {
        return Err(Problem::StoreExists);
    }
    let founding = Founding {
        hub: HubDescription {
            code: hub_code(&code)?,
            classification: filled(classification),
            training: false,
            name: filled(name),
        },
        person: required("person", &person)?,
        rank: filled(rank),
    };
    let chosen = Passphrase::chosen(&passphrase)?;
    let parameters = opening::derivation(komora)?;
    let folder = komora.inner.layout.hub.clone();
    let held = Held::take(&folder)?;
    let machine = Machine::at(&folder)?;
    let (books, recovery) = Books::found(held, founding, &chosen, &machine, parameters)?;
    opening::put_open(komora, StoreName::Hub, books);
    let recovery_code = recovery.text().to_string();
    komora.standing().recovery_code = Some(recovery_code.clone());
    Ok(Outcome::Created { recovery_code })
}

pub(crate) fn required(field: &str, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::Missing { field: field.to_owned() }.into());
    }
    if text.chars().count() > 200 {
        return Err(Refusal::TooLong { field: field.to_owned(), most: 200 }.into());
    }
    Ok(text.to_owned())
}

pub(crate) fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

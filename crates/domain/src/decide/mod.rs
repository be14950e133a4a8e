//! What is allowed. A decision looks at the command and the facts, nothing else; a refusal changes
//! nothing.

use crate::command::Command;
use crate::event::Event;
use crate::facts::Facts;
use crate::ids::SubjectId;
use crate::refusal::Refusal;

mod assets;
mod attachments;
mod correct;
mod custody;
mod discrepancies;
mod hub;
mod items;
mod known;
mod lots;
mod people;
mod places;
mod stock;
mod text;
mod units;
mod warning;

pub use hub::{hub_code, hub_subject};
pub use lots::expiring_until;
pub use text::{LONGEST_CODE, LONGEST_NAME, LONGEST_NOTE};
pub use warning::Warning;

/// Edition of the rules this version decides by; named in acts that are evidence. Edition 1 asks for
/// the actor's own signature and no witness.
pub const RULES_EDITION: u32 = 1;

/// The most things one act may name.
pub const MOST_THINGS: usize = 5_000;

/// How long before it expires a lot is worth a warning.
pub const EXPIRING_DAYS: u32 = 90;

/// An event to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    pub subject: SubjectId,
    pub event: Event,
}

impl NewEvent {
    /// What happens to a subject.
    pub fn new(subject: impl Into<SubjectId>, event: Event) -> Self {
        NewEvent { subject: subject.into(), event }
    }
}

/// What a command comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// All of it happens, or nothing.
    pub events: Vec<NewEvent>,
    /// What the person should look at twice; shown with the receipt.
    pub warnings: Vec<Warning>,
}

impl Decision {
    fn of(subject: impl Into<SubjectId>, event: Event) -> Self {
        Decision { events: vec![NewEvent::new(subject, event)], warnings: Vec::new() }
    }

    fn warning(mut self, warnings: Vec<Warning>) -> Self {
        self.warnings.extend(warnings);
        self
    }
}

/// Decides a command.
///
/// # Errors
/// The [`Refusal`] names the first rule that says no.
pub fn decide(command: &Command, facts: &dyn Facts) -> Result<Decision, Refusal> {
    use Command::*;
    match command {
        DescribeHub { description } => hub::describe(description, facts),
        RecordImport { id, file_name, file_hash, rows } => {
            hub::record_import(*id, file_name, file_hash, *rows, facts)
        }
        AddItem { id, details } => items::add(*id, details, facts),
        ChangeItem { id, details } => items::change(*id, details, facts),
        AddPlace { id, details } => places::add(*id, details, facts),
        ChangePlace { id, details } => places::change(*id, details, facts),
        AddPerson { id, details, personal } => people::add(*id, details, personal, facts),
        ChangePerson { id, details, personal } => people::change(*id, details, personal.as_ref(), facts),
        AddUnit { id, details } => units::add(*id, details, facts),
        ChangeUnit { id, details } => units::change(*id, details, facts),
        AddLot { id, details } => lots::add(*id, details, facts),
        ChangeLot { id, details } => lots::change(*id, details, facts),
        ReceiveAssets(receipt) => assets::receive(receipt, facts),
        ChangeAsset { id, details } => assets::change(*id, details, facts),
        MoveAssets { assets, to, particulars } => custody::move_to(assets, *to, particulars, facts),
        IssueAssets(issue) => custody::issue(issue, facts),
        ReturnAssets(returned) => custody::take_back(returned, facts),
        ChangeAssetCondition { assets, to, particulars } => {
            custody::change_condition(assets, *to, particulars, facts)
        }
        ReportLost { assets, circumstances, witness, particulars } => {
            custody::report_lost(assets, circumstances, *witness, particulars, facts)
        }
        ReportFound { asset, at, condition, particulars } => {
            custody::report_found(*asset, *at, *condition, particulars, facts)
        }
        RecordSighting { assets, at, particulars } => {
            custody::record_sighting(assets, *at, particulars, facts)
        }
        ReceiveStock(receipt) => stock::receive(receipt, facts),
        MoveStock { line, to, quantity, particulars } => {
            stock::move_to(line, *to, *quantity, particulars, facts)
        }
        IssueStock { line, to, quantity, particulars } => {
            stock::issue(line, *to, *quantity, particulars, facts)
        }
        ReturnStock { line, to, condition, quantity, particulars } => {
            stock::take_back(line, *to, *condition, *quantity, particulars, facts)
        }
        ChangeStockCondition { line, to, quantity, particulars } => {
            stock::change_condition(line, *to, *quantity, particulars, facts)
        }
        Attach { id, details } => attachments::attach(*id, details, facts),
        WithdrawAttachment { id, reason } => attachments::withdraw(*id, reason, facts),
        Correct { act, particulars } => correct::correct(*act, particulars, facts),
        SettleDiscrepancy { discrepancy, whereabouts, finding } => {
            discrepancies::settle(discrepancy, whereabouts.as_ref(), finding, facts)
        }
    }
}

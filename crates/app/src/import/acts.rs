//! What an import will do, command by command, each knowing the rows it comes from.

use domain::{Command, Refusal};

/// One command of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    pub command: Command,
    /// The row of each thing the command names, in the command's order; one row for other commands.
    rows: Vec<u32>,
}

impl Act {
    pub fn one(row: u32, command: Command) -> Self {
        Self { command, rows: vec![row] }
    }

    pub fn many(rows: Vec<u32>, command: Command) -> Self {
        Self { command, rows }
    }

    /// The first row the command comes from.
    pub fn first_row(&self) -> u32 {
        self.rows.first().copied().unwrap_or(1)
    }

    /// The row a refusal of this command is about.
    pub fn row_of(&self, refusal: &Refusal) -> u32 {
        let nth = match (&self.command, refusal) {
            (_, Refusal::AtRow { row, .. }) => return *row,
            (Command::ReceiveAssets(receipt), Refusal::SerialRepeated { serial }) => {
                receipt.assets.iter().rposition(|asset| asset.details.serial == *serial)
            }
            (
                Command::ReceiveAssets(receipt),
                Refusal::SerialExists { serial, .. } | Refusal::SerialLooksLike { serial, .. },
            ) => receipt.assets.iter().position(|asset| asset.details.serial == *serial),
            (Command::ReceiveAssets(receipt), Refusal::Exists { id, .. } | Refusal::Unknown { id, .. }) => {
                receipt
                    .assets
                    .iter()
                    .position(|asset| asset.id.to_string() == *id || asset.details.item.to_string() == *id)
            }
            (Command::ReceiveAssets(receipt), Refusal::WrongTracking { item, .. }) => {
                receipt.assets.iter().position(|asset| asset.details.item == *item)
            }
            (Command::ReceiveStock(receipt), Refusal::WrongTracking { item, .. }) => {
                receipt.lines.iter().position(|line| line.item == *item)
            }
            (Command::ReceiveStock(receipt), Refusal::LotOfAnotherItem { lot, .. }) => {
                receipt.lines.iter().position(|line| line.lot == Some(*lot))
            }
            _ => None,
        };
        nth.and_then(|nth| self.rows.get(nth)).copied().unwrap_or_else(|| self.first_row())
    }
}

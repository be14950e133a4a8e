//! Photographs and documents: the bytes and the act that names them, in one transaction.

use domain::attachment::AttachmentDetails;
use domain::{ActId, Command};

use super::Books;
use super::founding::new_act;
use crate::api::problem::Problem;
use crate::api::receipt::Receipt;
use crate::attachments::{Attaching, Prepared};

impl Books {
    /// Attaches a file. `act` names this submission: sent twice it is saved once and answered alike.
    pub fn attach(
        &self,
        attaching: Attaching,
        file: Prepared,
        act: Option<ActId>,
    ) -> Result<Receipt, Problem> {
        let id = act.unwrap_or_else(new_act);
        self.many(|acts| {
            if act.is_some()
                && let Some(done) = acts.done_already(id)?
            {
                return Ok(done);
            }
            let details = AttachmentDetails {
                to: attaching.to,
                blob: acts.keep_bytes(&file.bytes)?,
                size: file.bytes.len() as u64,
                media_type: file.media_type,
                file_name: file.file_name,
                shows: attaching.shows,
                note: attaching.note,
            };
            acts.execute(&Command::Attach { id: attaching.id, details }, id, acts.claimed()?)?;
            Ok(acts.receipt(id))
        })
    }
}

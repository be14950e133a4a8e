//! The one way to change the books: decide, chain, seal, fold and commit; then witness, then tell.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use domain::attachment::BlobHash;
use domain::decide::{Warning, decide};
use domain::{ActId, Command, kinds};
use feed::{Claimed, Scope};
use store::own::Act;
use store::{Reading, StoreError, StoreFacts};

use super::Books;
use super::founding::new_act;
use crate::api::problem::Problem;
use crate::api::receipt::{Changed, Receipt};
use crate::clock::{day, is_unsure, now_ms};

/// Parts of the window, as topics.
const TOPICS: [&str; 10] =
    ["hub", "items", "places", "people", "units", "lots", "assets", "stock", "attachments", "discrepancies"];

/// Every topic, for changes too large to tell apart.
pub(crate) fn all_topics() -> Vec<String> {
    TOPICS.iter().chain(&["acts"]).map(|topic| (*topic).to_owned()).collect()
}

/// Acts done in one transaction: all are saved, or none.
pub(crate) struct Acts<'a> {
    books: &'a Books,
    transaction: &'a Reading,
    topics: BTreeSet<&'static str>,
    changed: BTreeMap<u32, u32>,
    warnings: Vec<Warning>,
}

impl Acts<'_> {
    /// One command as the act `id`, claimed to be done at `at_ms` (UTC ms).
    pub fn execute(&mut self, command: &Command, id: ActId, at: Claimed) -> Result<(), Problem> {
        let facts = self.facts_on(at.ms)?;
        let decision = decide(command, &facts);
        facts.finish()?;
        let decision = decision?;
        for new in &decision.events {
            *self.changed.entry(new.event.kind()).or_default() += 1;
        }
        self.warnings.extend(decision.warnings);
        let act = Act { id: feed::ActId::from_bytes(*id.as_bytes()), at, events: decision.events };
        let scope = self.scope()?;
        let recorded = self.books.own.append(self.transaction, scope, act, &self.books.signer)?;
        self.topics.extend(recorded.topics);
        Ok(())
    }

    /// Keeps the bytes of an attachment, so that an act of this transaction may name them.
    pub(super) fn keep_bytes(&self, bytes: &[u8]) -> Result<BlobHash, Problem> {
        let blob = store::blobs::keep_own(self.transaction, &self.scope()?, bytes)?;
        Ok(BlobHash(*blob.as_bytes()))
    }

    /// Whose books these acts stand in.
    fn scope(&self) -> Result<Scope, Problem> {
        Ok(Scope::Hub(self.books.hub().ok_or(Problem::NoHub)?))
    }

    /// The facts as this transaction sees them.
    pub fn facts(&self) -> Result<StoreFacts<'_>, Problem> {
        self.facts_on(now_ms())
    }

    fn facts_on(&self, ms: i64) -> Result<StoreFacts<'_>, Problem> {
        let scope = self.scope()?;
        let (remembered, actor) = (self.books.own.remembered(), self.books.person());
        Ok(StoreFacts::new(self.transaction, remembered, &scope, actor, day(ms))?)
    }
}

impl Books {
    /// Does an act. What comes back is on disk and witnessed.
    pub fn execute(&self, command: &Command, act: Option<ActId>) -> Result<Receipt, Problem> {
        let started = Instant::now();
        let named = match command {
            Command::ReceiveStock(receive) => Some(receive.id),
            _ => act,
        };
        let id = named.unwrap_or_else(new_act);
        let mut receipt = self.many(|acts| {
            // Asked where it is written: of two who send it at the same moment the second finds the first.
            if named.is_some()
                && let Some(done) = acts.done_already(id)?
            {
                return Ok(done);
            }
            acts.execute(command, id, acts.claimed()?)?;
            Ok(acts.receipt(id))
        })?;
        receipt.took_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(receipt)
    }

    /// Several acts in one transaction, then one word to the head witness. Where the own feeds then stand
    /// is read by the connection that wrote: after every commit any other reads and decrypts all it asks
    /// for anew.
    pub fn many<T>(&self, work: impl FnOnce(&mut Acts<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let (done, heads, _in_turn) = self.database.write(|transaction| {
            let mut acts = Acts {
                books: self,
                transaction,
                topics: BTreeSet::new(),
                changed: BTreeMap::new(),
                warnings: Vec::new(),
            };
            let done = work(&mut acts)?;
            // From here to the witness nobody else passes: it must not be moved back.
            let in_turn = self.witnessing();
            Ok::<_, Problem>((done, store::own::own_heads(transaction)?, in_turn))
        })?;
        told(self.witness.keep(&heads));
        Ok(done)
    }

    /// Tells the head witness where the own feeds stand.
    pub(super) fn keep_heads(&self) {
        told(self.witness_heads());
    }

    /// Now, as this laptop's clock claims it.
    pub fn claimed(&self) -> Result<Claimed, Problem> {
        self.read(claimed)
    }
}

/// The act itself is on disk by now: should the witness fail, the database is ahead of it, which the next
/// opening takes as it is.
fn told(witness: Result<(), StoreError>) {
    if let Err(error) = witness {
        eprintln!("komora: the head witness was not written: {error}");
    }
}

fn claimed(store: &Reading) -> Result<Claimed, Problem> {
    let latest = store::query::acts::latest_own_ms(store)?;
    let ms = now_ms();
    Ok(Claimed { ms, unsure: is_unsure(ms, latest) })
}

impl Acts<'_> {
    /// Now, as this laptop's clock claims it.
    pub(super) fn claimed(&self) -> Result<Claimed, Problem> {
        claimed(self.transaction)
    }

    /// The receipt of an act that was sent before.
    pub(super) fn done_already(&self, id: ActId) -> Result<Option<Receipt>, Problem> {
        let rows = store::query::acts::act(self.transaction, id)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut changed: BTreeMap<u32, u32> = BTreeMap::new();
        for row in &rows {
            *changed.entry(row.kind).or_default() += 1;
        }
        Ok(Some(receipt(id, &changed, Vec::new(), Vec::new())))
    }

    pub(super) fn receipt(&mut self, id: ActId) -> Receipt {
        let topics = self.topics.iter().copied().chain(["acts"]).map(str::to_owned).collect();
        receipt(id, &self.changed, std::mem::take(&mut self.warnings), topics)
    }
}

fn receipt(id: ActId, changed: &BTreeMap<u32, u32>, warnings: Vec<Warning>, topics: Vec<String>) -> Receipt {
    Receipt {
        act: id,
        changed: changed
            .iter()
            .map(|(kind, count)| Changed {
                what: kinds::name(*kind).unwrap_or("unknown").to_owned(),
                count: *count,
            })
            .collect(),
        warnings,
        undoable: kinds::can_be_taken_back(changed.keys().copied()),
        topics,
        took_us: 0,
    }
}

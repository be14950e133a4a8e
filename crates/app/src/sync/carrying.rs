//! Photographs and documents, once the entries are through: some are handed over, some fetched, part by part; then
//! it is time to look for entries again. A part that arrived stays, so whatever breaks off goes on behind it.

use std::time::{Duration, Instant};

use feed::BLOB_PART_BYTES;
use store::blobs::{Blob, Kept, Wanted};
use wire::message::{
    BlobHeld, BlobName, BlobsRequest, LEAST_PART_BYTES, PartBecame, PullPartRequest, PushPartRequest,
};
use wire::{Client, Refused, WireError};

use super::notes::BlobNotes;
use crate::api::exchange::Met;
use crate::api::problem::Problem;
use crate::books::{Books, blob_name};

/// What one way may take before entries are looked for again, whichever comes first.
const TIME: Duration = Duration::from_secs(5);
const BYTES: u64 = 8 * 1024 * 1024;

/// Blobs asked about at a time.
const ASKED: usize = 50;

/// Blobs looked at in one meeting, smallest first. Thousands of tiny ones that nobody has may be named, or be in the
/// way of a scope that has no room: those behind them must not be out of sight.
const MOST: usize = 200_000;

/// On a line that is paid by the megabyte larger ones wait until a person asks for them.
pub(crate) const SMALL_BYTES: u64 = 64 * 1024;

/// Told after each part.
pub(crate) struct Carried {
    pub fetching: bool,
    /// It was the last part of its blob.
    pub whole: bool,
}

/// One side's way, there and back.
pub(crate) struct Carrying<'a> {
    pub books: &'a Books,
    pub client: &'a mut Client,
    /// The key of whoever answers.
    pub party: [u8; 32],
    pub notes: &'a BlobNotes,
    /// Larger blobs wait.
    pub most_bytes: u64,
    /// Whether there is something to say or to hear that goes first.
    pub is_called: &'a dyn Fn() -> bool,
    pub tell: &'a dyn Fn(Carried),
    pub met: &'a mut Met,
    /// More is to be carried, after so long.
    pub again: Option<Duration>,
    /// The other side asked for a pause.
    pub paused: bool,
    /// What the other side holds by its own word, to be noted by whoever carries: see [`Carrying::ask`].
    pub held_there: Vec<BlobName>,
}

/// What is left of a way.
struct Budget {
    until: Instant,
    bytes: u64,
}

/// What became of one blob.
enum Gone {
    /// Whole, or nothing more comes of it now.
    On,
    /// It is time for entries.
    Over,
}

impl Carrying<'_> {
    /// Hands over what the other side is not known to hold, then fetches what is wanted here.
    ///
    /// # Errors
    /// Why it broke off. What was taken and given by then stays so.
    pub fn both_ways(&mut self) -> Result<(), Problem> {
        self.give()?;
        if self.paused { Ok(()) } else { self.fetch() }
    }

    /// # Errors
    /// As [`Carrying::both_ways`].
    pub fn fetch(&mut self) -> Result<(), Problem> {
        let mut budget = Budget::new();
        let mut wanted = self.books.wanted_blobs(MOST)?;
        wanted.retain(|one| self.is_carried(&one.of));
        // What the other side does not hold must not keep back what stands behind it.
        let before = self.notes.asked(&self.party).min(wanted.len());
        let (mut asked, came) = (before, self.met.attachments_came);
        for some in wanted[before..].chunks(ASKED) {
            let over = asked > before && self.is_over(&budget);
            if over || self.fetch_some(some, &mut budget)? {
                // Those that are whole now are wanted no more.
                let gone = (self.met.attachments_came - came) as usize;
                self.notes.set_asked(&self.party, asked.saturating_sub(gone));
                self.go_on_after(Duration::ZERO);
                return Ok(());
            }
            asked += some.len();
        }
        self.notes.set_asked(&self.party, 0);
        Ok(())
    }

    /// Says whether it is time for entries.
    fn fetch_some(&mut self, some: &[Wanted], budget: &mut Budget) -> Result<bool, Problem> {
        let names: Vec<BlobName> = some.iter().map(|one| blob_name(&one.of)).collect();
        let held = self.ask(&names)?;
        for one in some {
            // An act may say a larger size than it has: what it has, its hash tells.
            let there = held.iter().find(|held| held.of == blob_name(&one.of) && held.size <= one.of.size);
            if let Some(there) = there.filter(|there| there.is_whole())
                && let Gone::Over = self.fetch_one(there, budget)?
            {
                return Ok(true);
            }
        }
        Ok(self.paused)
    }

    fn fetch_one(&mut self, there: &BlobHeld, budget: &mut Budget) -> Result<Gone, Problem> {
        let of = there.of;
        // Others may have brought it meanwhile, or taken the room for it.
        let Some(wanted) = self.books.still_wanted(&of)? else { return Ok(self.on_or_over(budget)) };
        let mut held = wanted.held;
        // What is here already is as long as all of it, and is not what its id says.
        if held >= there.size && self.notes.begins_again(&self.party, of) {
            self.books.let_blob_go(&of)?;
            held = 0;
        }
        loop {
            let most_bytes = u32::try_from(self.notes.part_bytes(&self.party)).unwrap_or(u32::MAX);
            let began = Instant::now();
            let answer = self.client.pull_part(&PullPartRequest { of, offset: held, most_bytes });
            let Some(part) = self.timed(began, answer)? else { return Ok(self.on_or_over(budget)) };
            let rest = usize::try_from(part.size.saturating_sub(held)).unwrap_or(usize::MAX);
            let least = rest.clamp(1, LEAST_PART_BYTES);
            let sound = part.size <= wanted.of.size && (least..=BLOB_PART_BYTES).contains(&part.bytes.len());
            if !sound {
                return Ok(self.is_spoilt(of, budget));
            }
            budget.took(part.bytes.len());
            let kept = self.books.take_part(&of, held, &part.bytes)?;
            (self.tell)(Carried { fetching: true, whole: matches!(kept, Kept::Whole) });
            held = match kept {
                Kept::More(now) | Kept::OutOfStep(now) if now > held => now,
                Kept::Whole => {
                    self.met.attachments_came += 1;
                    return Ok(self.on_or_over(budget));
                }
                Kept::Spoilt if wanted.held > 0 && self.notes.begins_again(&self.party, of) => 0,
                Kept::Spoilt => return Ok(self.is_spoilt(of, budget)),
                Kept::More(_) | Kept::OutOfStep(_) | Kept::Unwanted => return Ok(self.on_or_over(budget)),
            };
            if self.is_over(budget) {
                return Ok(Gone::Over);
            }
        }
    }

    fn give(&mut self) -> Result<(), Problem> {
        let mut budget = Budget::new();
        let mut blobs = self.books.unheld_blobs(Some(&self.party), MOST)?;
        blobs.retain(|blob| self.is_carried(blob) && self.notes.is_open(&blob.scope));
        for (number, some) in blobs.chunks(ASKED).enumerate() {
            if number > 0 && self.is_over(&budget) {
                self.go_on_after(Duration::ZERO);
                return Ok(());
            }
            let names: Vec<BlobName> = some.iter().map(blob_name).collect();
            let held = self.ask(&names)?;
            if self.paused {
                return Ok(());
            }
            for blob in some {
                let there = held.iter().find(|held| held.of == blob_name(blob));
                let is_there = there.is_some_and(BlobHeld::is_whole);
                if is_there || !self.notes.is_open(&blob.scope) {
                    continue;
                }
                let from = there.filter(|held| held.size == blob.size).map_or(0, |held| held.held);
                if let Gone::Over = self.give_one(blob, from, &mut budget)? {
                    self.go_on_after(Duration::ZERO);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn give_one(&mut self, blob: &Blob, from: u64, budget: &mut Budget) -> Result<Gone, Problem> {
        let (of, size) = (blob_name(blob), blob.size);
        let (mut offset, mut begun_again) = (from, false);
        loop {
            let Some(mut bytes) = self.books.part_of(&of, offset)? else { return Ok(Gone::On) };
            bytes.truncate(self.notes.part_bytes(&self.party));
            budget.took(bytes.len());
            let began = Instant::now();
            let answer = self.client.push_part(&PushPartRequest { of, size, offset, bytes });
            let Some(answer) = self.timed(began, answer)? else {
                if !self.paused {
                    self.notes.barred(of.scope);
                }
                return Ok(self.on_or_over(budget));
            };
            (self.tell)(Carried { fetching: false, whole: answer.became == PartBecame::Whole });
            match answer.became {
                PartBecame::More(now) if now > offset => offset = now,
                // Set back, or begun with another size by somebody who was wrong.
                PartBecame::More(now) if now < offset && !begun_again => (offset, begun_again) = (now, true),
                PartBecame::More(_) => return Ok(self.on_or_over(budget)),
                PartBecame::Whole => {
                    self.held_there.push(of);
                    self.notes.open_again(&of.scope);
                    self.met.attachments_went += 1;
                    return Ok(self.on_or_over(budget));
                }
                PartBecame::Full => {
                    self.notes.no_room(of.scope);
                    return Ok(self.on_or_over(budget));
                }
                // Whoever had begun it there may have been wrong.
                PartBecame::Refused if from > 0 && self.notes.begins_again(&self.party, of) => offset = 0,
                PartBecame::Refused => return Ok(self.is_spoilt(of, budget)),
            }
            if self.is_over(budget) {
                return Ok(Gone::Over);
            }
        }
    }

    /// What of these the other side holds. Those it holds whole are not noted as held there before it was heard of
    /// again: should a center be set back after that, it shows at the next meeting; before, it would not.
    fn ask(&mut self, names: &[BlobName]) -> Result<Vec<BlobHeld>, Problem> {
        let answer = self.client.blobs(&BlobsRequest { blobs: names.to_vec() });
        let mut held = self.heard(answer)?.unwrap_or_default().held;
        held.retain(|one| names.contains(&one.of));
        self.held_there.extend(held.iter().filter(|one| one.is_whole()).map(|one| one.of));
        Ok(held)
    }

    /// `None` where the other side says no to just this: it does not hold it, knows no blobs, or wants a pause.
    fn heard<T>(&mut self, answer: Result<T, WireError>) -> Result<Option<T>, Problem> {
        match answer {
            Err(WireError::Refused(Refused::SlowDown { after_ms })) => {
                self.paused = true;
                self.go_on_after(Duration::from_millis(after_ms));
                Ok(None)
            }
            Err(WireError::Refused(Refused::NotFound | Refused::OutOfScope | Refused::Malformed)) => Ok(None),
            other => Ok(Some(other?)),
        }
    }

    /// The same for a part, whose size follows from how long the one before took.
    fn timed<T>(&mut self, began: Instant, answer: Result<T, WireError>) -> Result<Option<T>, Problem> {
        match &answer {
            Ok(_) => self.notes.part_took(&self.party, Some(began.elapsed())),
            Err(
                WireError::TooSlow | WireError::BrokenOff(_) | WireError::Refused(Refused::TooSlow { .. }),
            ) => self.notes.part_took(&self.party, None),
            Err(_) => {}
        }
        self.heard(answer)
    }

    /// Not what its id says: not tried again with this party.
    fn is_spoilt(&mut self, of: BlobName, budget: &Budget) -> Gone {
        self.notes.spoilt(&self.party, of);
        self.met.spoilt += 1;
        self.on_or_over(budget)
    }

    fn is_carried(&self, blob: &Blob) -> bool {
        blob.size <= self.most_bytes && !self.notes.is_spoilt(&self.party, blob_name(blob))
    }

    fn is_over(&self, budget: &Budget) -> bool {
        self.paused || budget.is_spent() || (self.is_called)()
    }

    fn on_or_over(&self, budget: &Budget) -> Gone {
        if self.is_over(budget) { Gone::Over } else { Gone::On }
    }

    fn go_on_after(&mut self, pause: Duration) {
        self.again = Some(self.again.map_or(pause, |before| before.max(pause)));
    }
}

impl Budget {
    fn new() -> Self {
        Self { until: Instant::now() + TIME, bytes: BYTES }
    }

    fn took(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes as u64);
    }

    fn is_spent(&self) -> bool {
        self.bytes == 0 || Instant::now() >= self.until
    }
}

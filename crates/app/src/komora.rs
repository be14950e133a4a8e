//! The program: which store is chosen, whether it is open, and who is in.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::api::exchange::{BundleExported, BundleFor, BundleImported, Met};
use crate::api::job::{Notice, Progress};
use crate::api::operation::{Operation, Outcome};
use crate::api::problem::{Problem, SyncProblem};
use crate::api::query::Query;
use crate::api::receipt::Receipt;
use crate::api::status::{OriginFinding, Status, StoreName};
use crate::books::Books;
use crate::data_folder::Layout;
use crate::idle::Idle;
use crate::jobs::Jobs;
use crate::notices::{Listener, Notices};
use crate::preferences::Preferences;
use crate::{bundles, lan, sync};
use domain::{ActId, Command};

/// The app. Cheap to clone; every clone is the same program.
#[derive(Clone)]
pub struct Komora {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub layout: Layout,
    pub standing: Mutex<Standing>,
    pub preferences: Mutex<Preferences>,
    pub notices: Notices,
    pub jobs: Jobs,
    pub idle: Idle,
    pub keeper: sync::Keeper,
    pub lan: lan::Lan,
    pub blobs: sync::BlobNotes,
    /// How costly key derivation is made for new slots; measured where none.
    pub derivation: Option<store::keys::Parameters>,
}

/// Where the program stands.
pub(crate) struct Standing {
    pub store: StoreName,
    pub books: Option<Arc<Books>>,
    /// Unlocked, but a person must first say where the files come from.
    pub in_question: Option<(OriginFinding, Arc<Books>)>,
    /// Why the last opening failed for good.
    pub broken: Option<Problem>,
    /// Shown once, until the sheet is saved or the program locks.
    pub recovery_code: Option<String>,
}

impl Standing {
    /// The keys are in memory: the store is open, or waits for the answer where it comes from.
    pub fn is_unlocked(&self) -> bool {
        self.unlocked().is_some()
    }

    /// The books whose keys are in memory, open or in question.
    pub fn unlocked(&self) -> Option<Arc<Books>> {
        self.books.clone().or_else(|| self.in_question.as_ref().map(|(_, books)| Arc::clone(books)))
    }
}

impl Komora {
    /// The desktop app's program on its data folder. Opens nothing yet.
    pub fn start_up(folder: &Path) -> Self {
        Self::over(Layout::under(folder), None)
    }

    /// The program on a single store, as the command line opens it.
    pub fn at_store(folder: &Path) -> Self {
        Self::over(Layout::single(folder), None)
    }

    /// As [`Komora::at_store`], with key derivation made cheap: for tests, where a second per unlock
    /// proves nothing.
    pub fn for_tests(folder: &Path) -> Self {
        Self::over(Layout::under(folder), Some(store::keys::Parameters::MODEST))
    }

    pub(crate) fn over(layout: Layout, derivation: Option<store::keys::Parameters>) -> Self {
        let preferences = Preferences::read(&layout.preferences);
        let store = match preferences.get("store") {
            Some("training") if layout.exists(StoreName::Training) => StoreName::Training,
            _ => StoreName::Hub,
        };
        let standing = Standing { store, books: None, in_question: None, broken: None, recovery_code: None };
        Self {
            inner: Arc::new(Inner {
                layout,
                standing: Mutex::new(standing),
                preferences: Mutex::new(preferences),
                notices: Notices::default(),
                jobs: Jobs::default(),
                idle: Idle::default(),
                keeper: sync::Keeper::default(),
                lan: lan::Lan::default(),
                blobs: sync::BlobNotes::default(),
                derivation,
            }),
        }
    }

    /// Where the program stands.
    pub fn status(&self) -> Status {
        crate::opening::status(self)
    }

    /// Does an act. What comes back is on disk and witnessed.
    ///
    /// `act` names this submission: sent twice it is saved once and answered alike.
    ///
    /// # Errors
    /// A refusal, or what broke; nothing changed.
    pub fn execute(&self, command: &Command, act: Option<ActId>) -> Result<Receipt, Problem> {
        let receipt = self.books()?.execute(command, act)?;
        self.saved(&receipt);
        Ok(receipt)
    }

    /// Tells the window what a saved act changed, and calls a meeting with the center.
    pub(crate) fn saved(&self, receipt: &Receipt) {
        self.tell(Notice::Topics { topics: receipt.topics.clone() });
        self.inner.keeper.call();
        if receipt.topics.iter().any(|topic| topic == "hub") {
            self.tell(Notice::Status);
        }
    }

    /// Answers a question with the type its [`Query`] names.
    ///
    /// # Errors
    /// [`Problem::Locked`], a refusal for an unknown id, or what broke.
    pub fn ask(&self, query: &Query) -> Result<serde_json::Value, Problem> {
        let books = self.books()?;
        if let Query::Network = query {
            let (shown, notes) = (self.inner.keeper.shown(), &self.inner.blobs);
            let status = sync::status(&books, &shown, notes, |on| self.inner.lan.shown(on))?;
            return serde_json::to_value(status)
                .map_err(|error| Problem::Internal { detail: error.to_string() });
        }
        crate::questions::answer(&books, query)
    }

    /// First run, unlocking, locking, backups, exports, settings.
    ///
    /// # Errors
    /// Why it did not happen; nothing changed.
    pub fn operate(&self, operation: Operation) -> Result<Outcome, Problem> {
        crate::operations::operate(self, operation)
    }

    /// Listens to what the app tells unasked.
    pub fn notices(&self) -> Listener {
        self.inner.notices.listen()
    }

    /// Idle lock and scheduled backups; runs as long as the program does.
    pub async fn clockwork(&self) {
        crate::clockwork::run(self).await;
    }

    /// Closes the store as locking does.
    pub fn shut_down(&self) {
        self.inner.jobs.cancel_all();
        crate::opening::lock(self);
    }

    /// Meets the center once, while the caller waits; `progress` hears whether it fetches, and how many entries
    /// so far.
    ///
    /// # Errors
    /// Why it broke off; what was taken and given by then stays so.
    pub fn sync_once(&self, progress: &dyn Fn(bool, u32)) -> Result<Met, Problem> {
        sync::once(self, progress)
    }

    /// Meets the center as it is met in the background, while the caller waits: again and again until nothing more
    /// comes of it by itself, or the books are closed. `each` is told how every other meeting ended.
    ///
    /// # Errors
    /// The books belong to no network, or what will not pass by itself: somebody must act first.
    pub fn keep_meeting(&self, each: &dyn Fn(&Result<Met, Problem>)) -> Result<(), Problem> {
        self.inner.keeper.keep_meeting(self, each)
    }

    /// Fetches once from the laptop of this hub that answers at an address, while the caller waits: where no
    /// multicast finds it.
    ///
    /// # Errors
    /// Why it broke off; what was taken by then stays so.
    pub fn visit(&self, address: std::net::SocketAddr) -> Result<Met, Problem> {
        lan::visit_once(self, address, &wire::Cancel::default())
    }

    /// Writes a bundle, with `attachments` or without; `step` hears what is done and how far (entries, then bytes of
    /// attachments), and says whether to go on.
    ///
    /// # Errors
    /// There is nobody to send to, or the file cannot be written: then there is none.
    pub fn export_bundle(
        &self,
        of: BundleFor,
        attachments: bool,
        path: &Path,
        step: &dyn Fn(&str, u64, u64) -> bool,
    ) -> Result<BundleExported, Problem> {
        bundles::export(&*self.books()?, of, attachments, path, step)
    }

    /// Takes a bundle in; `step` hears what is done, how far and of how much (bytes checked, pages taken), and
    /// says whether to go on.
    ///
    /// # Errors
    /// It is no sound bundle for this laptop: nothing changed. Cancelled: what was taken by then stays.
    pub fn import_bundle(
        &self,
        path: &Path,
        step: &dyn Fn(&str, u64, u64) -> bool,
    ) -> Result<BundleImported, Problem> {
        bundles::import(self, path, step)
    }

    /// The newest entry of each branch of each feed held: feed, number and hash, in hexadecimal.
    ///
    /// # Errors
    /// [`Problem::Locked`], or what broke.
    pub fn heads(&self) -> Result<Vec<(String, u64, String)>, Problem> {
        self.books()?.heads()
    }

    /// The state hash of each scope held, with the scope's name.
    ///
    /// # Errors
    /// [`Problem::Locked`], or what broke.
    pub fn state_hashes(&self) -> Result<Vec<(String, String)>, Problem> {
        self.books()?.state_hashes()
    }

    /// Writes a backup into `folder` now.
    ///
    /// # Errors
    /// What broke.
    pub fn back_up_to(&self, folder: &Path) -> Result<Outcome, Problem> {
        crate::backups::back_up(&*self.books()?, folder)
    }

    /// Makes the training hub in `folder`.
    ///
    /// # Errors
    /// [`Problem::StoreExists`], or what broke.
    pub fn make_training(folder: &Path, progress: &(dyn Fn(&Progress) + Sync)) -> Result<(), Problem> {
        crate::training::make(folder, &|stage, done, total| {
            progress(&Progress { job: 0, stage: stage.to_owned(), done, total });
            true
        })
    }

    /// The open books.
    pub(crate) fn books(&self) -> Result<Arc<Books>, Problem> {
        let books = self.on_the_table()?;
        match books.is_waiting() {
            true => Err(SyncProblem::AwaitsAnswer.into()),
            false => Ok(books),
        }
    }

    /// The books that are unlocked, even if they wait for the answer that lets this laptop in.
    pub(crate) fn on_the_table(&self) -> Result<Arc<Books>, Problem> {
        self.standing().books.clone().ok_or(Problem::Locked)
    }

    pub(crate) fn standing(&self) -> MutexGuard<'_, Standing> {
        self.inner.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn preferences(&self) -> MutexGuard<'_, Preferences> {
        self.inner.preferences.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tell(&self, notice: Notice) {
        self.inner.notices.tell(notice);
    }
}

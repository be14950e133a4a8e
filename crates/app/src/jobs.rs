//! Long work: each job can be cancelled, tells how far it is, and ends with a notice.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use crate::api::job::{Ended, Job, Notice, Progress};
use crate::api::problem::Problem;
use crate::books::Books;
use crate::by_stick::{self, Admission};
use crate::komora::Komora;
use crate::{bundles, sync};

/// The running jobs.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    next: AtomicU32,
    running: Mutex<HashMap<u32, Arc<AtomicBool>>>,
}

/// One job's own view: its number and whether it should stop.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub number: u32,
    cancelled: Arc<AtomicBool>,
}

impl Ticket {
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Jobs {
    /// A ticket for a new job.
    pub fn begin(&self) -> Ticket {
        let number = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let cancelled = Arc::new(AtomicBool::new(false));
        self.running().insert(number, cancelled.clone());
        Ticket { number, cancelled }
    }

    pub fn end(&self, ticket: &Ticket) {
        self.running().remove(&ticket.number);
    }

    /// Asks a job to stop at its next step; an unknown number is a job that ended.
    pub fn cancel(&self, number: u32) {
        if let Some(cancelled) = self.running().get(&number) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Asks all to stop: before locking.
    pub fn cancel_all(&self) {
        self.running().values().for_each(|cancelled| cancelled.store(true, Ordering::Relaxed));
    }

    pub fn any(&self) -> bool {
        !self.running().is_empty()
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<u32, Arc<AtomicBool>>> {
        self.running.lock().expect("nothing panics holding the list of jobs")
    }
}

impl Komora {
    /// Starts long work in the background and gives its number; it ends with a notice.
    ///
    /// # Errors
    /// [`Problem::Locked`].
    pub fn start(&self, job: Job) -> Result<u32, Problem> {
        let books = self.books_for(&job)?;
        Ok(self.in_background(move |komora, ticket| {
            let tell = |progress: Progress| komora.tell(Notice::Progress { progress });
            do_job(&komora, &books, job, ticket, &tell)
        }))
    }

    /// Does the same work while the caller waits.
    ///
    /// # Errors
    /// Why it did not happen; nothing changed.
    pub fn run(&self, job: Job, progress: &(dyn Fn(&Progress) + Sync)) -> Result<Ended, Problem> {
        let books = self.books_for(&job)?;
        let ticket = self.inner.jobs.begin();
        let ended = do_job(self, &books, job, &ticket, &|told| progress(&told));
        self.inner.jobs.end(&ticket);
        ended
    }

    /// Stops long work at its next step; what it has not finished leaves no trace.
    pub fn cancel(&self, job: u32) {
        self.inner.jobs.cancel(job);
    }

    /// Runs `work` on a thread of its own; its end is told as a notice.
    pub(crate) fn in_background(
        &self,
        work: impl FnOnce(Komora, &Ticket) -> Result<Ended, Problem> + Send + 'static,
    ) -> u32 {
        let ticket = self.inner.jobs.begin();
        let number = ticket.number;
        let komora = self.clone();
        std::thread::spawn(move || {
            let ended = work(komora.clone(), &ticket)
                .unwrap_or_else(|problem| Ended::Failed { job: number, problem });
            komora.inner.jobs.end(&ticket);
            komora.tell(Notice::Ended { ended });
        });
        number
    }

    fn books_for(&self, job: &Job) -> Result<Arc<Books>, Problem> {
        match job {
            Job::TakeAnswer { .. } => self.on_the_table(),
            _ => self.books(),
        }
    }
}

fn do_job(
    komora: &Komora,
    books: &Arc<Books>,
    job: Job,
    ticket: &Ticket,
    tell: &dyn Fn(Progress),
) -> Result<Ended, Problem> {
    let number = ticket.number;
    let step = |stage: &str, done: u32, total: u32| {
        komora.inner.idle.stir();
        tell(Progress { job: number, stage: stage.to_owned(), done, total });
        !ticket.is_cancelled()
    };
    match job {
        Job::Import { plan } => {
            let report = crate::import_job::import(books, &plan, &step)?;
            if report.saved {
                komora.tell(Notice::Topics { topics: crate::books::all_topics() });
            }
            Ok(Ended::Imported { job: number, report })
        }
        Job::ExportBundle { of, path, attachments } => {
            let written = bundles::export(books, of, attachments, Path::new(&path), &far(&step))?;
            Ok(Ended::BundleWritten { job: number, path, written })
        }
        Job::ImportBundle { path } => {
            let taken = bundles::import(komora, Path::new(&path), &far(&step))?;
            komora.tell(Notice::Topics { topics: vec![sync::TOPIC.to_owned()] });
            Ok(Ended::BundleTaken { job: number, taken })
        }
        Job::AdmitLaptop { request, words, role, answer } => {
            let asked = Admission { request, words, role, answer };
            let written = by_stick::admit_laptop(komora, books, &asked, &far(&step))?;
            Ok(Ended::LaptopAdmitted { job: number, path: asked.answer, written })
        }
        Job::TakeAnswer { path } => {
            let taken = by_stick::take_answer(komora, books, Path::new(&path), &far(&step))?;
            Ok(Ended::AnswerTaken { job: number, taken })
        }
        Job::Verify => Ok(Ended::Verified { job: number, report: books.verify(&step)? }),
        Job::Rebuild => {
            books.rebuild(&step)?;
            komora.tell(Notice::Topics { topics: crate::books::all_topics() });
            Ok(Ended::Finished { job: number })
        }
    }
}

/// Progress in thousandths where the whole is known and may be large: bytes of a file, entries of years.
fn far(step: &dyn Fn(&str, u32, u32) -> bool) -> impl Fn(&str, u64, u64) -> bool {
    move |stage, done, total| match total {
        0 => step(stage, u32::try_from(done).unwrap_or(u32::MAX), 0),
        _ => step(stage, u32::try_from(done.saturating_mul(1_000) / total).unwrap_or(1_000), 1_000),
    }
}

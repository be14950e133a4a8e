//! The background exchange: meets the center whenever there is something to say or to hear, and again and
//! again while nobody answers.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use store::Recorded;
use wire::{Cancel, Client, Live, LiveEvent};

use super::meeting::Step;
use super::{TOPIC, client, meet, pause};
use crate::api::job::Notice;
use crate::api::network::{SyncPhase, SyncProblem};
use crate::api::problem::Problem;
use crate::books::{Books, Center};
use crate::clock::now_ms;
use crate::komora::Komora;

/// Acts that follow each other closely go in one meeting.
const GATHER: Duration = Duration::from_millis(50);
/// How long locking waits for a meeting to let the books go.
const LET_GO: Duration = Duration::from_secs(2);

/// What the background exchange shows of itself.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub phase: SyncPhase,
    pub problem: Option<Problem>,
    pub next_try_ms: Option<i64>,
    pub sent_bytes: u64,
    pub received_bytes: u64,
    pub damaged_ms: Option<i64>,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            phase: SyncPhase::Off,
            problem: None,
            next_try_ms: None,
            sent_bytes: 0,
            received_bytes: 0,
            damaged_ms: None,
        }
    }
}

/// The one background exchange of the program, running or not.
#[derive(Default)]
pub(crate) struct Keeper {
    inside: Mutex<Inside>,
    woken: Condvar,
}

#[derive(Default)]
struct Inside {
    /// The thread that runs now: a number to tell it from those before.
    running: Option<u64>,
    started: u64,
    /// There is something to say, or to hear.
    called: bool,
    /// Raised to end the meeting that runs.
    meeting: Cancel,
    /// Raised to end the live channel, open or opening.
    live: Cancel,
    /// Raised to end the whole thread, with its live channel.
    thread: Cancel,
    shown: Shown,
}

impl Keeper {
    pub fn shown(&self) -> Shown {
        self.inside().shown.clone()
    }

    /// Begins, if the books have a center and nothing runs yet.
    pub fn begin(&self, komora: &Komora) {
        let joined = komora.books().is_ok_and(|books| books.center().is_ok_and(|center| center.is_some()));
        let mut inside = self.inside();
        if !joined || inside.running.is_some() {
            return;
        }
        inside.started += 1;
        let number = inside.started;
        inside.running = Some(number);
        inside.called = false;
        inside.thread = Cancel::default();
        inside.shown = Shown { phase: SyncPhase::Resting, ..Shown::default() };
        let (komora, thread) = (komora.clone(), inside.thread.clone());
        std::thread::spawn(move || {
            run(&komora, &thread);
            let keeper = &komora.inner.keeper;
            let mut inside = keeper.inside();
            if inside.running == Some(number) {
                inside.running = None;
                inside.shown.phase = SyncPhase::Off;
            }
            drop(inside);
            keeper.woken.notify_all();
        });
    }

    /// Something was done here, or heard of.
    pub fn call(&self) {
        self.inside().called = true;
        self.woken.notify_all();
    }

    /// Breaks off the meeting that runs.
    pub fn stop_meeting(&self) {
        self.inside().meeting.raise();
    }

    /// Ends the background exchange and waits until it has let the books go.
    pub fn end(&self) {
        let mut inside = self.inside();
        inside.meeting.raise();
        inside.live.raise();
        inside.thread.raise();
        self.woken.notify_all();
        let until = Instant::now() + LET_GO;
        while inside.running.is_some() {
            let Some(left) = until.checked_duration_since(Instant::now()) else { return };
            inside = self
                .woken
                .wait_timeout(inside, left)
                .map_or_else(|broken| broken.into_inner().0, |waited| waited.0);
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is called or the time is over; `false` to end.
    fn rest(&self, pause: Duration, thread: &Cancel) -> bool {
        let until = Instant::now() + pause;
        let mut inside = self.inside();
        loop {
            if thread.is_raised() {
                return false;
            }
            if inside.called {
                break;
            }
            let Some(left) = until.checked_duration_since(Instant::now()) else { break };
            inside = self
                .woken
                .wait_timeout(inside, left)
                .map_or_else(|broken| broken.into_inner().0, |waited| waited.0);
        }
        let called = std::mem::take(&mut inside.called);
        drop(inside);
        if called {
            std::thread::sleep(GATHER);
        }
        !thread.is_raised()
    }

    fn show(&self, komora: &Komora, change: impl FnOnce(&mut Shown)) {
        let changed = {
            let mut inside = self.inside();
            let before = inside.shown.phase;
            change(&mut inside.shown);
            before != inside.shown.phase
        };
        if changed {
            komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
        }
    }
}

/// Until the books are closed, or nothing more can come of it.
fn run(komora: &Komora, thread: &Cancel) {
    let keeper = &komora.inner.keeper;
    let mut failures: u32 = 0;
    let mut listening: Option<Cancel> = None;
    loop {
        let Ok(books) = komora.books() else { break };
        let Ok(Some(center)) = books.center() else { break };
        let metered = books.is_metered().unwrap_or(false);
        let outcome = hold(komora, &books, &center, thread);
        failures = if outcome.is_ok() { 0 } else { failures.saturating_add(1) };
        let gone = listening.as_ref().is_none_or(Cancel::is_raised);
        // Where a meeting failed a channel that seems open may be as dead as the line: the next one that ends well
        // opens another.
        if (metered || outcome.is_err())
            && let Some(channel) = listening.take()
        {
            channel.raise();
        }
        let open = Cancel::default();
        let wanted = outcome.is_ok() && !metered && gone;
        let caller = wanted.then(|| client(&books, &center, open.clone()));
        // Opening a channel may take long on a bad line: locking must not wait for it.
        drop(books);
        if let Some(caller) = caller {
            keeper.inside().live = open.clone();
            listening = listen(komora, &caller, open, thread);
        }
        let mut pause = match &outcome {
            Err(problem) if !problem.may_pass() => pause::before_next(u32::MAX, metered, 0),
            _ => pause::before_next(failures, metered, chance()),
        };
        if let Err(Problem::Sync { sync: SyncProblem::SlowDown { wait_seconds } }) = &outcome {
            pause = pause.max(Duration::from_secs((*wait_seconds).into()));
        }
        let live = listening.as_ref().is_some_and(|channel| !channel.is_raised());
        keeper.show(komora, |shown| {
            shown.phase = if live && outcome.is_ok() { SyncPhase::Live } else { SyncPhase::Resting };
            shown.problem = outcome.err().filter(|problem| *problem != Problem::Cancelled);
            shown.next_try_ms = Some(now_ms() + i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2));
        });
        if !keeper.rest(pause, thread) {
            break;
        }
    }
    if let Some(channel) = listening {
        channel.raise();
    }
}

fn hold(komora: &Komora, books: &Arc<Books>, center: &Center, thread: &Cancel) -> Result<(), Problem> {
    let keeper = &komora.inner.keeper;
    let cancel = Cancel::default();
    keeper.inside().meeting = cancel.clone();
    if thread.is_raised() {
        return Err(Problem::Cancelled);
    }
    let mut client = client(books, center, cancel);
    let watch = |step: Step, _: &Recorded| {
        let phase = if step.fetching { SyncPhase::Fetching } else { SyncPhase::HandingOver };
        keeper.show(komora, |shown| shown.phase = phase);
    };
    let outcome = meet(komora, books, center, &mut client, &watch);
    let damaged_ms = outcome.as_ref().map_or(None, |ended| ended.damaged_ms);
    let mut inside = keeper.inside();
    inside.shown.sent_bytes += client.counts().sent_bytes();
    inside.shown.received_bytes += client.counts().received_bytes();
    if outcome.is_ok() {
        inside.shown.damaged_ms = damaged_ms;
    }
    drop(inside);
    let changed = outcome.as_ref().map_or(true, |ended| ended.met != Default::default());
    if changed {
        komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
    }
    match outcome {
        Ok(_) => Ok(()),
        Err(Problem::Locked) => Err(SyncProblem::BrokenOff.into()),
        Err(problem) => Err(problem),
    }
}

/// Opens the live channel; what comes over it calls for a meeting, and so does its opening: nobody told of what
/// changed between the meeting before and now. The flag is raised when it ends.
fn listen(komora: &Komora, caller: &Client, open: Cancel, thread: &Cancel) -> Option<Cancel> {
    if thread.is_raised() {
        return None;
    }
    let live = caller.live().ok()?;
    komora.inner.keeper.call();
    let (komora, thread, flag) = (komora.clone(), thread.clone(), open.clone());
    std::thread::spawn(move || {
        heed(&komora, live, &thread, &flag);
        flag.raise();
        komora.inner.keeper.call();
    });
    Some(open)
}

fn heed(komora: &Komora, mut live: Live, thread: &Cancel, flag: &Cancel) {
    while let Ok(event) = live.wait() {
        if thread.is_raised() || flag.is_raised() {
            return;
        }
        if let LiveEvent::Changed(_) = event {
            komora.inner.keeper.call();
        }
    }
}

fn chance() -> u32 {
    let mut bytes = [0; 4];
    // Without chance all laptops wait alike: no harm but a crowd.
    let _ = getrandom::fill(&mut bytes);
    u32::from_le_bytes(bytes)
}

//! One thread beside the window: begun when the books are open, called when there is something to do, at rest in
//! between, ended before they close. A panic in it is no end: it is shown, and the work begins again after a pause.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use wire::Cancel;

use crate::api::problem::{Problem, SyncProblem};

/// How long ending waits for the thread to let the books go.
const LET_GO: Duration = Duration::from_secs(2);
/// What has run this long is not taken for broken because of faults before.
const SOUND: Duration = Duration::from_secs(10 * 60);

/// What a thread shows of itself.
pub(crate) trait Shows: Default + Send + 'static {
    /// It broke down by a fault of the program, and begins again after the pause.
    fn broke(&mut self, problem: Problem, pause: Duration);

    /// It has ended.
    fn ended(&mut self);
}

/// The thread, running or not, and what it shows.
pub(crate) struct Background<S>(Arc<Shared<S>>);

struct Shared<S> {
    inside: Mutex<Inside<S>>,
    woken: Condvar,
    /// After so many faults in a row.
    pauses: fn(u32) -> Duration,
    /// A fault that a test switches on: the first panic is the end, and nobody hears of it.
    #[cfg(test)]
    ends_in_silence: bool,
}

struct Inside<S> {
    /// The thread that runs now: a number to tell it from those before.
    running: Option<u64>,
    started: u64,
    /// There is something to do.
    called: bool,
    /// Raised to end the thread.
    cancel: Cancel,
    state: S,
}

/// The thread's own hold on what it shows and on what it is told.
pub(crate) struct Turn<S> {
    shared: Arc<Shared<S>>,
    cancel: Cancel,
}

/// Why a rest is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// There is something to do.
    Called,
    /// It is time.
    Over,
    /// Let the books go and return.
    Ended,
}

impl<S: Shows> Background<S> {
    /// `pauses`: how long it rests after so many faults in a row.
    pub fn new(pauses: fn(u32) -> Duration) -> Self {
        let cancel = Cancel::default();
        let inside = Inside { running: None, started: 0, called: false, cancel, state: S::default() };
        Self(Arc::new(Shared {
            inside: Mutex::new(inside),
            woken: Condvar::new(),
            pauses,
            #[cfg(test)]
            ends_in_silence: false,
        }))
    }

    pub fn runs(&self) -> bool {
        self.0.inside().running.is_some()
    }

    /// Begins with `state`, where nothing runs yet; says whether it did. `work` returns when it was told to end, or
    /// when nothing more can come of it; `tell` is called when it broke down or has ended.
    pub fn begin(
        &self,
        name: &str,
        state: S,
        tell: impl Fn() + Send + 'static,
        work: impl Fn(&Turn<S>) + Send + 'static,
    ) -> bool {
        let mut inside = self.0.inside();
        if inside.running.is_some() {
            return false;
        }
        inside.started += 1;
        let number = inside.started;
        inside.cancel = Cancel::default();
        inside.called = false;
        inside.state = state;
        let turn = Turn { shared: Arc::clone(&self.0), cancel: inside.cancel.clone() };
        let begun = thread::Builder::new().name(name.to_owned()).spawn(move || {
            let leaving = Leaving { shared: Arc::clone(&turn.shared), number };
            turn.work(&tell, &work);
            drop(leaving);
            tell();
        });
        inside.running = begun.is_ok().then_some(number);
        begun.is_ok()
    }

    /// There is something to do.
    pub fn call(&self) {
        self.0.inside().called = true;
        self.0.woken.notify_all();
    }

    /// Reads or changes what it shows; whatever waits for that looks anew.
    pub fn change<T>(&self, change: impl FnOnce(&mut S) -> T) -> T {
        self.0.change(change)
    }

    /// Ends it and waits until it has let the books go. `also` breaks off whatever it waits for itself.
    pub fn end(&self, also: impl FnOnce(&mut S)) {
        let mut inside = self.0.inside();
        inside.cancel.raise();
        also(&mut inside.state);
        self.0.woken.notify_all();
        let until = Instant::now() + LET_GO;
        while inside.running.is_some() {
            let Some(left) = until.checked_duration_since(Instant::now()) else { return };
            inside = self.0.wait(inside, left);
        }
    }
}

impl<S: Shows> Turn<S> {
    /// Raised when it is to end.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    pub fn is_over(&self) -> bool {
        self.cancel.is_raised()
    }

    /// Whether it was called since its last rest.
    pub fn is_called(&self) -> bool {
        self.shared.inside().called
    }

    /// As [`Background::change`].
    pub fn change<T>(&self, change: impl FnOnce(&mut S) -> T) -> T {
        self.shared.change(change)
    }

    /// Waits until it is called, or until the moment that `until` names, asked again whenever what is shown changed.
    pub fn rest(&self, until: impl Fn(&S) -> Instant) -> Rest {
        let mut inside = self.shared.inside();
        loop {
            if self.is_over() {
                return Rest::Ended;
            }
            if std::mem::take(&mut inside.called) {
                return Rest::Called;
            }
            let Some(left) = until(&inside.state).checked_duration_since(Instant::now()) else {
                return Rest::Over;
            };
            inside = self.shared.wait(inside, left);
        }
    }

    /// Again and again, as long as it breaks down.
    fn work(&self, tell: &impl Fn(), work: &impl Fn(&Self)) {
        let mut faults: u32 = 0;
        loop {
            let began = Instant::now();
            let Err(fault) = catch_unwind(AssertUnwindSafe(|| work(self))) else { return };
            #[cfg(test)]
            if self.shared.ends_in_silence {
                return;
            }
            faults = if began.elapsed() > SOUND { 1 } else { faults.saturating_add(1) };
            let pause = (self.shared.pauses)(faults);
            self.change(|state| state.broke(said(&*fault), pause));
            tell();
            let until = Instant::now() + pause;
            if self.rest(|_| until) == Rest::Ended {
                return;
            }
        }
    }
}

impl<S> Shared<S> {
    fn inside(&self) -> MutexGuard<'_, Inside<S>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, inside: MutexGuard<'a, Inside<S>>, most: Duration) -> MutexGuard<'a, Inside<S>> {
        let waited = self.woken.wait_timeout(inside, most);
        waited.map_or_else(|broken| broken.into_inner().0, |waited| waited.0)
    }

    fn change<T>(&self, change: impl FnOnce(&mut S) -> T) -> T {
        let changed = change(&mut self.inside().state);
        self.woken.notify_all();
        changed
    }
}

/// However the thread ends, it is no longer said to run.
struct Leaving<S: Shows> {
    shared: Arc<Shared<S>>,
    number: u64,
}

impl<S: Shows> Drop for Leaving<S> {
    fn drop(&mut self) {
        let mut inside = self.shared.inside();
        if inside.running == Some(self.number) {
            inside.running = None;
            inside.state.ended();
        }
        drop(inside);
        self.shared.woken.notify_all();
    }
}

/// A panic, as developers are told it.
fn said(fault: &(dyn Any + Send)) -> Problem {
    let text = fault.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let detail = text.or_else(|| fault.downcast_ref::<String>().cloned()).unwrap_or_default();
    SyncProblem::Fault { detail }.into()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::mpsc;

    use super::*;

    /// How long a busy machine may take.
    const PATIENCE: Duration = Duration::from_secs(60);

    #[derive(Default)]
    struct Told {
        problem: Option<Problem>,
        ended: u32,
    }

    impl Shows for Told {
        fn broke(&mut self, problem: Problem, _: Duration) {
            self.problem = Some(problem);
        }

        fn ended(&mut self) {
            self.ended += 1;
        }
    }

    /// Whether work that breaks down the first time is done a second time, and what was shown of it.
    fn begins_again(background: &Background<Told>) -> (bool, Option<Problem>) {
        let (say, heard) = mpsc::channel();
        let runs = AtomicU32::new(0);
        let work = move |turn: &Turn<Told>| {
            say.send(()).unwrap();
            assert_ne!(runs.fetch_add(1, Ordering::Relaxed), 0, "broken");
            turn.rest(|_| Instant::now() + PATIENCE);
        };
        assert!(background.begin("test", Told::default(), || {}, work));
        heard.recv_timeout(PATIENCE).unwrap();
        let again = heard.recv_timeout(PATIENCE).is_ok();
        let problem = background.change(|told| told.problem.clone());
        background.end(|_| {});
        assert!(!background.runs());
        (again, problem)
    }

    #[test]
    fn a_panic_is_shown_and_the_work_begins_again() {
        let sound = Background::new(|_| Duration::ZERO);
        let (again, problem) = begins_again(&sound);
        let Some(Problem::Sync { sync: SyncProblem::Fault { detail } }) = problem else {
            panic!("{problem:?}");
        };
        assert!(again && detail.contains("broken"), "{detail}");
        assert_eq!(sound.change(|told| told.ended), 1);
        // The mutant is off in silence after its first panic.
        let mut mutant = Background::new(|_| Duration::ZERO);
        Arc::get_mut(&mut mutant.0).unwrap().ends_in_silence = true;
        assert_eq!(begins_again(&mutant), (false, None));
    }

    #[test]
    fn a_call_cuts_the_pause_after_a_fault_short_and_so_does_the_end() {
        let background = Background::new(|faults| PATIENCE * faults * 60);
        let (say, heard) = mpsc::channel();
        let tell = move || {
            let _ = say.send(());
        };
        assert!(background.begin("test", Told::default(), tell, |_: &Turn<Told>| panic!("broken")));
        for _ in 0..3 {
            heard.recv_timeout(PATIENCE).unwrap();
            background.call();
        }
        assert!(!background.begin("test", Told::default(), || {}, |_: &Turn<Told>| {}), "one at a time");
        background.end(|_| {});
        assert!(!background.runs());
        assert!(
            background.begin("test", Told::default(), || {}, |_: &Turn<Told>| {}),
            "and another after it"
        );
    }

    #[test]
    fn a_rest_ends_by_time_by_a_call_and_when_what_is_shown_changes_it() {
        let background = Background::<Told>::new(|_| Duration::ZERO);
        let (say, heard) = mpsc::channel();
        let work = move |turn: &Turn<Told>| {
            let now = Instant::now();
            let soon = |told: &Told| if told.ended > 0 { now } else { now + PATIENCE };
            say.send(turn.rest(|_| now)).unwrap();
            say.send(turn.rest(soon)).unwrap();
            say.send(turn.rest(|_| Instant::now() + PATIENCE)).unwrap();
            say.send(turn.rest(|_| Instant::now() + PATIENCE)).unwrap();
        };
        background.begin("test", Told::default(), || {}, work);
        assert_eq!(heard.recv_timeout(PATIENCE), Ok(Rest::Over));
        background.change(|told| told.ended = 1);
        assert_eq!(heard.recv_timeout(PATIENCE), Ok(Rest::Over));
        background.call();
        assert_eq!(heard.recv_timeout(PATIENCE), Ok(Rest::Called));
        background.end(|_| {});
        assert_eq!(heard.recv_timeout(PATIENCE), Ok(Rest::Ended));
    }
}

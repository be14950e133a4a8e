//! The background exchange: meets the center whenever there is something to say or to hear, and again and
//! again while nobody answers.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use wire::{Cancel, Client, Live, LiveEvent};

use super::meeting::Step;
use super::{Ended, TOPIC, Watch, client, meet, pause};
use crate::api::exchange::Met;
use crate::api::job::Notice;
use crate::api::network::SyncPhase;
use crate::api::problem::{Problem, SyncProblem};
use crate::background::{Background, Rest, Shows, Turn};
use crate::books::{Books, Center};
use crate::clock::now_ms;
use crate::komora::Komora;

/// Acts that follow each other closely go in one meeting.
const GATHER: Duration = Duration::from_millis(50);

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
pub(crate) struct Keeper(Background<State>);

#[derive(Default)]
struct State {
    shown: Shown,
    /// Raised to end the meeting that runs.
    meeting: Cancel,
    /// Raised to end the live channel, open or opening.
    live: Cancel,
    /// Whoever wants to know how each meeting ended.
    told: Option<Sender<Result<Met, Problem>>>,
}

impl State {
    fn tell(&self, outcome: Result<Met, Problem>) {
        if let Some(told) = &self.told {
            // Whoever asked may have gone.
            let _ = told.send(outcome);
        }
    }
}

impl Shows for State {
    fn broke(&mut self, problem: Problem, pause: Duration) {
        self.shown.phase = SyncPhase::Resting;
        self.shown.problem = Some(problem.clone());
        self.shown.next_try_ms = Some(moment_after(pause));
        self.tell(Err(problem));
    }

    fn ended(&mut self) {
        self.shown.phase = SyncPhase::Off;
        self.told = None;
    }
}

impl Default for Keeper {
    fn default() -> Self {
        Self(Background::new(pause::after_faults))
    }
}

impl Keeper {
    pub fn shown(&self) -> Shown {
        self.0.change(|state| state.shown.clone())
    }

    /// Begins, if the books have a center and nothing runs yet.
    pub fn begin(&self, komora: &Komora) {
        let joined = || komora.books().is_ok_and(|books| books.center().is_ok_and(|center| center.is_some()));
        if !self.0.runs() && joined() {
            self.start(komora, None);
        }
    }

    /// Meets the center as it is met in the background, until nothing more comes of it by itself or the books are
    /// closed. `each` is told how every other meeting ended.
    ///
    /// # Errors
    /// [`SyncProblem::NotJoined`], or what will not pass by itself.
    pub fn keep_meeting(&self, komora: &Komora, each: &dyn Fn(&Result<Met, Problem>)) -> Result<(), Problem> {
        komora.books()?.center()?.ok_or(SyncProblem::NotJoined)?;
        let (tell, told) = mpsc::channel();
        if !self.start(komora, Some(tell.clone())) {
            if !self.0.runs() {
                return Err(Problem::Internal { detail: "no thread can be had".to_owned() });
            }
            self.0.change(|state| state.told = Some(tell.clone()));
            self.call();
        }
        drop(tell);
        for outcome in told {
            match outcome {
                Err(problem) if !problem.may_pass() => {
                    self.end();
                    return Err(problem);
                }
                outcome => each(&outcome),
            }
        }
        Ok(())
    }

    fn start(&self, komora: &Komora, told: Option<Sender<Result<Met, Problem>>>) -> bool {
        let shown = Shown { phase: SyncPhase::Resting, ..Shown::default() };
        let state = State { shown, told, ..State::default() };
        let (of, teller) = (komora.clone(), komora.clone());
        self.0.begin("exchange", state, move || tell(&teller), move |turn| run(&of, turn))
    }

    /// Something was done here, or heard of.
    pub fn call(&self) {
        self.0.call();
    }

    /// Breaks off the meeting that runs.
    pub fn stop_meeting(&self) {
        self.0.change(|state| state.meeting.raise());
    }

    /// Ends the background exchange and waits until it has let the books go.
    pub fn end(&self) {
        self.0.end(|state| {
            state.meeting.raise();
            state.live.raise();
        });
    }
}

fn tell(komora: &Komora) {
    komora.tell(Notice::Topics { topics: vec![TOPIC.to_owned()] });
}

/// Whether what a person sees of it changed is told, too.
fn show(komora: &Komora, turn: &Turn<State>, change: impl FnOnce(&mut Shown)) {
    let changed = turn.change(|state| {
        let before = (state.shown.phase, state.shown.problem.clone());
        change(&mut state.shown);
        before != (state.shown.phase, state.shown.problem.clone())
    });
    if changed {
        tell(komora);
    }
}

/// Until the books are closed, or nothing more can come of it.
fn run(komora: &Komora, turn: &Turn<State>) {
    let mut failures: u32 = 0;
    let mut channel: Option<Channel> = None;
    loop {
        let Ok(books) = komora.books() else { return };
        let Ok(Some(center)) = books.center() else { return };
        let metered = books.is_metered().unwrap_or(false);
        let (outcome, more_after) = match hold(komora, turn, &books, &center) {
            Ok((met, more_after)) => (Ok(met), more_after),
            Err(problem) => (Err(problem), None),
        };
        failures = if outcome.is_ok() { 0 } else { failures.saturating_add(1) };
        // Where a meeting failed a channel that seems open may be as dead as the line: the next one that ends well
        // opens another.
        if metered || outcome.is_err() {
            channel = None;
        }
        let open = Cancel::default();
        let wanted = outcome.is_ok() && !metered && !channel.as_ref().is_some_and(Channel::is_open);
        let caller = wanted.then(|| client(&books, &center, open.clone()));
        // Opening a channel may take long on a bad line: locking must not wait for it.
        drop(books);
        if let Some(caller) = caller {
            turn.change(|state| state.live = open.clone());
            channel = listen(komora, turn, &caller, open);
        }
        let problem = outcome.as_ref().err();
        // More photographs and documents may be on their way.
        let pause = more_after.unwrap_or_else(|| pause::after(problem, failures, metered, pause::chance()));
        let live = channel.as_ref().is_some_and(Channel::is_open);
        show(komora, turn, |shown| {
            shown.phase = if live && outcome.is_ok() { SyncPhase::Live } else { SyncPhase::Resting };
            shown.problem = problem.filter(|problem| **problem != Problem::Cancelled).cloned();
            shown.next_try_ms = Some(moment_after(pause));
        });
        // Only now: whoever asks on hearing it finds the time of the next try.
        if outcome.as_ref().map_or(true, |met| *met != Met::default()) {
            tell(komora);
        }
        turn.change(|state| state.tell(outcome));
        let until = Instant::now() + pause;
        if turn.rest(|_| until) == Rest::Called {
            std::thread::sleep(GATHER);
        }
        if turn.is_over() {
            return;
        }
    }
}

/// Gives also after how long there is more to be carried.
fn hold(
    komora: &Komora,
    turn: &Turn<State>,
    books: &Arc<Books>,
    center: &Center,
) -> Result<(Met, Option<Duration>), Problem> {
    let cancel = Cancel::default();
    turn.change(|state| state.meeting = cancel.clone());
    if turn.is_over() {
        return Err(Problem::Cancelled);
    }
    let mut client = client(books, center, cancel);
    let step = |step: Step| {
        let phase = if step.fetching { SyncPhase::Fetching } else { SyncPhase::HandingOver };
        show(komora, turn, |shown| shown.phase = phase);
    };
    let watch = Watch { step: &step, is_called: &|| turn.is_called() };
    let outcome = meet(komora, books, center, &mut client, &watch);
    turn.change(|state| {
        state.shown.sent_bytes += client.counts().sent_bytes();
        state.shown.received_bytes += client.counts().received_bytes();
        if let Ok(Ended { damaged_ms, .. }) = &outcome {
            state.shown.damaged_ms = *damaged_ms;
        }
    });
    match outcome {
        Ok(ended) => Ok((ended.met, ended.again)),
        Err(Problem::Locked) => Err(SyncProblem::BrokenOff.into()),
        Err(problem) => Err(problem),
    }
}

/// UTC ms.
fn moment_after(pause: Duration) -> i64 {
    now_ms() + i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2)
}

/// A live channel; closed when dropped.
struct Channel(Cancel);

impl Channel {
    fn is_open(&self) -> bool {
        !self.0.is_raised()
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.0.raise();
    }
}

/// Opens the live channel; what comes over it calls for a meeting, and so does its opening: nobody told of what
/// changed between the meeting before and now, and its end.
fn listen(komora: &Komora, turn: &Turn<State>, caller: &Client, open: Cancel) -> Option<Channel> {
    if turn.is_over() {
        return None;
    }
    let live = caller.live().ok()?;
    komora.inner.keeper.call();
    let (over, hearing) = (turn.cancel().clone(), Hearing { komora: komora.clone(), open: open.clone() });
    std::thread::spawn(move || hearing.heed(live, &over));
    Some(Channel(open))
}

/// Whoever listens at a live channel. However it ends, the channel is closed then and no longer counted on.
struct Hearing {
    komora: Komora,
    open: Cancel,
}

impl Hearing {
    fn heed(&self, mut live: Live, over: &Cancel) {
        while let Ok(event) = live.wait() {
            if over.is_raised() || self.open.is_raised() {
                return;
            }
            if let LiveEvent::Changed(_) = event {
                self.komora.inner.keeper.call();
            }
        }
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        self.open.raise();
        self.komora.inner.keeper.call();
    }
}

#[cfg(test)]
mod tests {
    use feed::{DeviceKey, SigningKey};

    use super::*;
    use crate::api::operation::Operation;
    use crate::api::query::Query;

    #[test]
    fn a_fault_of_the_program_is_shown_with_the_time_of_the_next_try() {
        let folder = tempfile::tempdir().unwrap();
        let komora = Komora::for_tests(folder.path());
        let passphrase = "correct horse battery staple".to_owned();
        komora.operate(Operation::FoundNetwork { person: "Coordinator 1".into(), passphrase }).unwrap();
        let key = |seed: u8| DeviceKey::of(&SigningKey::from_bytes(&[seed; 32])).to_string();
        let address = "127.0.0.1:1".to_owned();
        komora.operate(Operation::NameCenter { address, center: key(1), registrar: key(2) }).unwrap();
        let center = || komora.ask(&Query::Network).unwrap()["center"].clone();
        assert_eq!(center()["phase"], "off");

        let (say, heard) = mpsc::channel();
        let tell = move || {
            let _ = say.send(());
        };
        let keeper = &komora.inner.keeper;
        assert!(keeper.0.begin("broken", State::default(), tell, |_: &Turn<State>| panic!("broken")));
        heard.recv().unwrap();
        let shown = center();
        assert_eq!(
            (&shown["phase"], &shown["problem"]["sync"]["kind"]),
            (&"resting".into(), &"fault".into())
        );
        assert!(shown["nextTryMs"].as_i64().is_some_and(|next| next > now_ms() - 60_000), "{shown}");
        keeper.end();
        assert_eq!(center()["phase"], "off");
    }
}

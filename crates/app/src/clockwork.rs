//! What happens by itself: locking when nobody is there, backups when they are due.

use std::time::Duration;

use crate::komora::Komora;

/// How often the clockwork looks. Auto-lock is promised within two seconds of its time.
const LOOK: Duration = Duration::from_secs(1);

pub(crate) async fn run(komora: &Komora) {
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        let komora = komora.clone();
        // Locking and backing up wait for disks: not on the threads that serve the window.
        let looked = tokio::task::spawn_blocking(move || look(&komora)).await;
        if looked.is_err() {
            return;
        }
    }
}

fn look(komora: &Komora) {
    let Some(unlocked) = komora.standing().unlocked() else { return };
    let idle_for = unlocked.lock_after();
    drop(unlocked);
    if komora.inner.idle.lasting() >= idle_for && !komora.inner.jobs.any() {
        crate::opening::lock(komora);
        return;
    }
    // While a person is asked where the files come from, nothing else happens.
    let Ok(books) = komora.books() else { return };
    komora.inner.keeper.begin(komora);
    komora.inner.lan.begin(komora);
    crate::backups::back_up_if_due(komora, &books);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::operation::Operation;
    use crate::api::status::Phase;
    use crate::test_hub::founded;

    #[test]
    fn a_laptop_nobody_touches_locks_itself_but_not_over_running_work() {
        let folder = tempfile::tempdir().unwrap();
        let komora = founded(folder.path());
        komora.operate(Operation::LockAfter { minutes: 1 }).unwrap();
        let is_open = |untouched_s: u64| {
            komora.inner.idle.untouched_for(Duration::from_secs(untouched_s));
            look(&komora);
            komora.status().phase == Phase::Open
        };
        assert!(is_open(30));
        let work = komora.inner.jobs.begin();
        assert!(is_open(61));
        komora.inner.jobs.end(&work);
        assert!(!is_open(61));
        assert!(matches!(komora.status().phase, Phase::Locked { wait_seconds: 0 }));
    }
}

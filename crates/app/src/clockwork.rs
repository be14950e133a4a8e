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
    let Ok(books) = komora.books() else { return };
    let idle_for = books.lock_after();
    if komora.inner.idle.lasting() >= idle_for && !komora.inner.jobs.any() {
        drop(books);
        crate::opening::lock(komora);
        return;
    }
    crate::backups::back_up_if_due(komora, &books);
}

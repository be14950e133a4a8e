//! Counts for Prometheus, in its text form.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counts {
    ($($name:ident, $kind:literal, $help:literal;)*) => {
        /// Counts since the start. Reading and writing never wait.
        #[derive(Default)]
        pub struct Metrics {
            $(pub $name: Count,)*
        }

        impl Metrics {
            pub fn text(&self) -> String {
                let mut text = String::new();
                $(
                    let name = concat!("komora_center_", stringify!($name));
                    let value = self.$name.get();
                    let _ = writeln!(text, "# HELP {name} {}\n# TYPE {name} {}\n{name} {value}", $help, $kind);
                )*
                text
            }
        }
    };
}

counts! {
    pushes_total, "counter", "Pages committed.";
    push_milliseconds_total, "counter", "Time from a whole page to its receipt.";
    entries_received_total, "counter", "Entries in committed pages.";
    entries_new_total, "counter", "Of those, entries not held before.";
    pulls_total, "counter", "Pages asked for.";
    pulled_bytes_total, "counter", "Bytes of pages sent.";
    heads_total, "counter", "Requests for heads.";
    blob_parts_received_total, "counter", "Parts of blobs handed over.";
    blob_received_bytes_total, "counter", "Bytes of these.";
    blobs_whole_total, "counter", "Blobs that came whole.";
    blobs_refused_total, "counter", "Blobs that were not what their ids say.";
    blobs_full_total, "counter", "Parts turned down for want of room in their scope.";
    blob_parts_sent_total, "counter", "Parts of blobs sent.";
    blob_sent_bytes_total, "counter", "Bytes of these.";
    enrolments_total, "counter", "Laptops admitted.";
    refused_total, "counter", "Requests refused.";
    failed_total, "counter", "Requests that failed here.";
    live_channels, "gauge", "Live channels open.";
    ledger_number, "gauge", "Number of the last commit.";
    damaged_rows, "gauge", "Rows found not as they were written.";
    scrubs_total, "counter", "Scrubs finished.";
    scrubbed_entries_total, "counter", "Entries checked again by scrubs.";
    scrubbed_blobs_total, "counter", "Blobs checked again by scrubs.";
    parked_control_entries, "gauge", "Control entries that wait for ancestors.";
}

#[derive(Default)]
pub struct Count(AtomicU64);

impl Count {
    pub fn add(&self, by: u64) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }

    pub fn subtract(&self, by: u64) {
        self.0.fetch_sub(by, Ordering::Relaxed);
    }

    pub fn set(&self, to: u64) {
        self.0.store(to, Ordering::Relaxed);
    }

    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_with_their_meaning() {
        let metrics = Metrics::default();
        metrics.entries_new_total.add(5);
        let text = metrics.text();
        assert!(
            text.contains(
                "# TYPE komora_center_entries_new_total counter\nkomora_center_entries_new_total 5\n"
            )
        );
        assert!(text.lines().count() % 3 == 0);
    }
}

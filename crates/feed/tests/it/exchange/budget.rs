//! How many bytes a day's work takes on the wire, and that it is the same work on the other side.
//!
//! `cargo test --release -p feed --test it budget -- --nocapture --include-ignored` prints figures and rates.

use std::hint::black_box;

use feed::Span;
use feed::exchange::{Names, decode_page, encode_page};

use super::workload::{Held, Laptop, Work};

const CATALOGUE: usize = 700;

/// Bytes of the pages, of which pressed text.
#[derive(Debug, Default, Clone, Copy)]
struct Wire {
    bytes: usize,
    text: usize,
}

impl Wire {
    fn add(&mut self, page: &[u8]) {
        let (mut text, mut shift) = (0, 0);
        for byte in &page[2..] {
            text |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.bytes += page.len();
        self.text += text;
    }
}

/// Sends the pages and compares what arrives; both sides then hold them.
fn sent(pages: &[Vec<Span>], held: &mut Held) -> Wire {
    let mut wire = Wire::default();
    for page in pages {
        let bytes = encode_page(page, held).expect("a pager's page");
        assert!(decode_page(&bytes, held).expect("sound") == *page);
        wire.add(&bytes);
        held.take(page);
    }
    wire
}

fn told(what: &str, count: usize, wire: Wire) {
    let each = wire.bytes as f64 / count as f64;
    let Wire { bytes, text } = wire;
    println!("{what}: {bytes} bytes, {each:.2} an entry; {text} pressed text, {} bits", bytes - text);
}

#[test]
fn a_days_work_keeps_to_its_bytes() {
    for uneven in [false, true] {
        let (mut laptop, mut held) = (Laptop::new(uneven), Held::default());
        let clock = if uneven { "uneven" } else { "even" };
        sent(&laptop.work(Work::Catalogue, CATALOGUE, 1_000), &mut held);
        // The budget is for a clock that ticks evenly; of one that does not, each tick is news of two bytes.
        let (part, tick) = if uneven { (10, 2) } else { (1, 0) };
        for (work, whole, most) in [
            (Work::Assets, 100_000, 3_600_000),
            (Work::MovesTogether, 20_000, 250_000),
            (Work::MovesAlone, 20_000, 250_000),
        ] {
            let count = whole / part;
            let most = most / part + tick * count;
            let wire = sent(&laptop.work(work, count, 1_000), &mut held);
            told(&format!("{count} {work:?}, {clock} clock"), count, wire);
            assert!(wire.bytes <= most, "{} bytes for {work:?}, {most} are allowed", wire.bytes);
        }
    }
}

#[test]
fn a_page_that_knows_nothing_of_the_other_side_is_still_dense() {
    let (mut laptop, nothing) = (Laptop::new(false), feed::exchange::NoNames);
    laptop.work(Work::Catalogue, CATALOGUE, 1_000);
    for (work, count) in [(Work::Assets, 10_000), (Work::MovesAlone, 5_000)] {
        let mut wire = Wire::default();
        for page in laptop.work(work, count, 5_000) {
            let bytes = encode_page(&page, &nothing).expect("a pager's page");
            assert!(decode_page(&bytes, &nothing).expect("sound") == page);
            wire.add(&bytes);
        }
        told(&format!("{count} {work:?}, nothing known"), count, wire);
        assert!(wire.bytes < 36 * count);
    }
}

/// Asks nothing of the rates: they are for whoever changes the form of pages.
#[test]
#[ignore = "prints rates, by the processor's time"]
fn pages_are_made_and_read_at_a_rate() {
    let count = if cfg!(debug_assertions) { 1_000 } else { 100_000 };
    let (mut laptop, mut held) = (Laptop::new(true), Held::default());
    for page in laptop.work(Work::Catalogue, CATALOGUE, 1_000) {
        held.take(&page);
    }
    for work in [Work::Assets, Work::MovesAlone] {
        let pages = laptop.work(work, count, 1_000);
        rate(&format!("{work:?}"), &pages, &held, count);
        pages.iter().for_each(|page| held.take(page));
    }
}

fn rate(what: &str, pages: &[Vec<Span>], names: &dyn Names, count: usize) {
    let of = |spent_ns: u64| count as f64 * 1e9 / spent_ns as f64;
    let begun = spent_ns();
    let made: Vec<Vec<u8>> = pages.iter().map(|page| encode_page(page, names).expect("fits")).collect();
    let making = spent_ns() - begun;
    let begun = spent_ns();
    for page in &made {
        black_box(decode_page(page, names).expect("sound"));
    }
    println!("{what}: {:.0} entries/s made, {:.0} entries/s read", of(making), of(spent_ns() - begun));
}

/// What this thread has had of a processor, as Linux tells it: on a busy machine a clock tells of others.
fn spent_ns() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    told.split(' ').next().and_then(|spent| spent.parse().ok()).expect("nanoseconds stand first")
}

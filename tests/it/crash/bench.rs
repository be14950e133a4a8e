//! Where crash images are laid out and opened again by the real store.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use store::witness::Witnessed;
use store::{Settings, StoreError};
use tempfile::TempDir;

use super::hub::{Hub, Opened, acts};
use super::media::{Image, Media};
use super::story::{Story, fast_folder};
use crate::dice::Dice;

/// A folder for one image at a time.
pub struct Bench(TempDir);

/// A reopened image.
pub struct Reopened {
    pub hub: Hub,
    pub witnessed: Witnessed,
    pub acts: BTreeMap<u64, usize>,
}

/// How an image came to be, for whoever must look into it.
#[derive(Debug, Clone, Copy)]
pub struct Crash {
    pub operations: usize,
    /// `None`: the process died. Otherwise the number of the power cut.
    pub power: Option<u64>,
}

impl Bench {
    pub fn new() -> Self {
        Self(fast_folder())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts the image in place of the former one.
    pub fn lay(&self, image: &Image) {
        for file in fs::read_dir(self.path()).unwrap() {
            let file = file.unwrap();
            if !image.contains_key(&*file.file_name().to_string_lossy()) {
                fs::remove_file(file.path()).unwrap();
            }
        }
        for (name, bytes) in image {
            fs::write(self.path().join(name), bytes).unwrap();
        }
    }

    /// The files lying here now.
    pub fn image(&self, names: &[&str]) -> Image {
        names.iter().map(|name| ((*name).to_owned(), fs::read(self.path().join(name)).unwrap())).collect()
    }

    /// Opens what lies here as the program would after the crash.
    pub fn open(&self) -> Result<Reopened, StoreError> {
        let Opened { hub, witnessed } = Hub::open(self.path(), &small_settings(), None)?;
        let acts = hub.database.read(acts)?;
        Ok(Reopened { hub, witnessed, acts })
    }
}

/// Opening costs no more than it must.
fn small_settings() -> Settings {
    Settings { readers: 1, ..Settings::default() }
}

/// Does `count` tries on as many threads as there are, each with a bench; gives what was wrong.
pub fn on_every_thread(
    count: usize,
    attempt: impl Fn(&Bench, usize) -> Result<(), String> + Sync,
) -> Vec<String> {
    let findings = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..threads() {
            let (attempt, findings) = (&attempt, &findings);
            scope.spawn(move || {
                let bench = Bench::new();
                for number in (thread..count).step_by(threads()) {
                    if let Err(wrong) = attempt(&bench, number) {
                        findings.lock().unwrap().push(wrong);
                    }
                }
            });
        }
    });
    findings.into_inner().unwrap()
}

pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |number| number.get())
}

/// Makes `count` images, spread over all points of the story and both kinds of crash, and shows each to
/// `look` on a bench where it lies ready. Gives the number of images and what was wrong with some.
pub fn crash_everywhere(
    story: &Story,
    count: usize,
    seed: u64,
    look: impl Fn(&Bench, Crash) -> Result<(), String> + Sync,
) -> (usize, Vec<String>) {
    let points = story.operations.len() + 1;
    let cuts = count.div_ceil(points).saturating_sub(1).max(1) as u64;
    let findings = Mutex::new(Vec::new());
    // Each thread plays the whole story and stops at its share of the points.
    on_every_thread(threads(), |bench, thread| {
        let mut media = Media::default();
        for operations in 0..points {
            if let Some(last) = operations.checked_sub(1) {
                media.play(&story.operations[last]);
            }
            if operations % threads() == thread {
                for (crash, image) in images(&media, operations, cuts, seed) {
                    bench.lay(&image);
                    if let Err(wrong) = look(bench, crash) {
                        findings.lock().unwrap().push(format!("{crash:?}: {wrong}"));
                    }
                }
            }
        }
        Ok(())
    });
    (points * (1 + cuts as usize), findings.into_inner().unwrap())
}

/// One of a killed process and some of power cuts.
fn images(media: &Media, operations: usize, cuts: u64, seed: u64) -> impl Iterator<Item = (Crash, Image)> {
    let killed = (Crash { operations, power: None }, media.killed());
    let powerless = (0..cuts).map(move |cut| {
        let mut dice = Dice::seeded(seed).branch(operations as u64 * 1_000_000 + cut);
        (Crash { operations, power: Some(cut) }, media.powerless(&mut dice))
    });
    std::iter::once(killed).chain(powerless)
}

/// Fails with the first findings.
pub fn none(findings: &[String]) {
    let first: Vec<&str> = findings.iter().take(10).map(String::as_str).collect();
    assert!(findings.is_empty(), "{} times, among them:\n  {}", findings.len(), first.join("\n  "));
}

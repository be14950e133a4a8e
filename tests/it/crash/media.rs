//! What is on the disk after the operations so far, if the process dies or the power goes.

use std::collections::BTreeMap;

use super::disk::{Change, Operation};
use crate::dice::Dice;

/// A disk writes these whole or torn, in any order, until told to sync.
const SECTOR: usize = 512;

/// The files of a store directory after a crash.
pub type Image = BTreeMap<String, Vec<u8>>;

/// All files, as the operations played so far left them.
#[derive(Debug, Clone, Default)]
pub struct Media(BTreeMap<String, Medium>);

/// One file: what a reader sees, what a power cut cannot take, and what lies between.
#[derive(Debug, Clone, Default)]
struct Medium {
    seen: Option<Vec<u8>>,
    synced: Option<Vec<u8>>,
    pending: Vec<Change>,
    /// The name appeared or went since the folder was synced: what a power cut can bring back.
    before: Option<Option<Vec<u8>>>,
}

impl Media {
    pub fn play(&mut self, operation: &Operation) {
        let medium = self.0.entry(operation.file.clone()).or_default();
        let new = medium.before.is_some();
        medium.play(&operation.change);
        let syncs_folder = match operation.change {
            // SQLite syncs the folder with the first sync of a log or journal it made.
            Change::Synced => new && operation.file.contains('-'),
            Change::Replaced { .. } => true,
            _ => false,
        };
        if syncs_folder {
            self.0.values_mut().for_each(|medium| medium.before = None);
        }
    }

    /// The process died: what was written is there.
    pub fn killed(&self) -> Image {
        let files = self.0.iter();
        files.filter_map(|(name, medium)| Some((name.clone(), medium.seen.clone()?))).collect()
    }

    /// The power went: only what was synced is sure; of the rest each sector is there, missing or torn.
    pub fn powerless(&self, dice: &mut Dice) -> Image {
        // Now and then all, or nothing, of what was not synced.
        let kept_in_eight = [0, 1, 4, 7, 8][dice.below(5) as usize];
        let files = self.0.iter();
        files
            .filter_map(|(name, medium)| Some((name.clone(), medium.powerless(kept_in_eight, dice)?)))
            .collect()
    }
}

impl Medium {
    fn play(&mut self, change: &Change) {
        change.apply(&mut self.seen);
        match change {
            Change::Created | Change::Deleted => {
                self.before.get_or_insert(self.synced.take());
                self.synced.clone_from(&self.seen);
                self.pending.clear();
            }
            Change::Synced | Change::Replaced { .. } => {
                self.synced.clone_from(&self.seen);
                self.pending.clear();
            }
            Change::Written { .. } | Change::Cut { .. } => self.pending.push(change.clone()),
        }
    }

    fn powerless(&self, kept_in_eight: u64, dice: &mut Dice) -> Option<Vec<u8>> {
        if let Some(before) = &self.before
            && dice.below(8) >= kept_in_eight
        {
            return before.clone();
        }
        let mut content = self.synced.clone();
        for change in &self.pending {
            match change {
                Change::Written { offset, bytes } => {
                    for (at, sector) in sectors(*offset as usize, bytes) {
                        if dice.below(8) >= kept_in_eight {
                            continue;
                        }
                        let torn = dice.one_in(16);
                        let length =
                            if torn { dice.below(sector.len() as u64) as usize } else { sector.len() };
                        overwrite(content.get_or_insert_default(), at, &sector[..length]);
                    }
                }
                other if dice.below(8) < kept_in_eight => other.apply(&mut content),
                _ => {}
            }
        }
        content
    }
}

impl Change {
    fn apply(&self, content: &mut Option<Vec<u8>>) {
        match self {
            Self::Created => *content = Some(Vec::new()),
            Self::Written { offset, bytes } => {
                overwrite(content.get_or_insert_default(), *offset as usize, bytes);
            }
            Self::Cut { length } => content.get_or_insert_default().resize(*length as usize, 0),
            Self::Synced => {}
            Self::Deleted => *content = None,
            Self::Replaced { bytes } => *content = Some(bytes.clone()),
        }
    }
}

fn overwrite(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

/// The bytes cut where the disk's sectors end.
fn sectors(offset: usize, bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = offset + at;
        let length = (SECTOR - start % SECTOR).min(bytes.len() - at);
        let sector = &bytes[at..at + length];
        at += length;
        (length > 0).then_some((start, sector))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(changes: &[Change]) -> Media {
        let mut media = Media::default();
        for change in changes {
            media.play(&Operation { file: "komora.db-wal".into(), change: change.clone() });
        }
        media
    }

    fn written(offset: u64, byte: u8, count: usize) -> Change {
        Change::Written { offset, bytes: vec![byte; count] }
    }

    fn contents(media: &Media) -> Vec<Option<Vec<u8>>> {
        let dice = Dice::seeded(7);
        (0..400).map(|number| media.powerless(&mut dice.branch(number)).remove("komora.db-wal")).collect()
    }

    #[test]
    fn what_was_synced_is_in_every_image() {
        let media = played(&[Change::Created, written(0, 1, 700), Change::Synced, written(600, 2, 1000)]);
        assert_eq!(media.killed()["komora.db-wal"].len(), 1600);
        for content in contents(&media) {
            let content = content.unwrap();
            assert_eq!(content[..600], [1; 600]);
            assert!(content.len() >= 700);
        }
    }

    #[test]
    fn what_was_not_synced_is_there_missing_or_torn() {
        let media = played(&[Change::Created, written(0, 1, 700), Change::Synced, written(0, 2, 700)]);
        let found = contents(&media);
        let first: Vec<usize> = found
            .iter()
            .map(|content| content.as_ref().unwrap()[..512].iter().filter(|byte| **byte == 2).count())
            .collect();
        assert!(first.contains(&0), "missing");
        assert!(first.contains(&512), "there");
        assert!(first.iter().any(|count| (1..512).contains(count)), "torn");
    }

    #[test]
    fn a_name_can_vanish_and_come_back_until_the_folder_is_synced() {
        let media = played(&[Change::Created, written(0, 1, 10)]);
        assert!(contents(&media).contains(&None));
        let gone = [Change::Created, written(0, 1, 10), Change::Synced, Change::Deleted];
        let found = contents(&played(&gone));
        assert!(found.contains(&None) && found.contains(&Some(vec![1; 10])));
        let again = [&gone[..], &[Change::Created, written(0, 2, 10), Change::Synced]].concat();
        assert!(contents(&played(&again)).iter().all(|content| *content == Some(vec![2; 10])));
    }
}

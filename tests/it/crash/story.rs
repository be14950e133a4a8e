//! A storekeeper's day on a disk that notes everything.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::{Settings, Synchronous};
use tempfile::TempDir;

use super::disk::Operation;
use super::hub::Hub;
use super::vfs::Vfs;

/// What was done to the disk, and when each act counted as confirmed.
pub struct Story {
    pub operations: Vec<Operation>,
    /// The number of operations after which the act with this index was confirmed.
    pub confirmed: Vec<usize>,
}

impl Story {
    /// Acts 0 to `acts`, in two sittings.
    pub fn of(acts: u64, synchronous: Synchronous, checkpoint_pages: u32) -> Self {
        let folder = fast_folder();
        let vfs = Vfs::register();
        let disk = Arc::clone(&vfs.disk);
        let settings =
            Settings { synchronous, checkpoint_pages, vfs: Some(vfs.name()), ..Settings::default() };
        let mut hub = Hub::found(folder.path(), &settings, Some(Arc::clone(&disk))).unwrap();
        let mut confirmed = vec![disk.length()];
        for number in 1..acts {
            if number == acts / 2 {
                hub.close().unwrap();
                hub = Hub::open(folder.path(), &settings, Some(Arc::clone(&disk))).unwrap().hub;
            }
            hub.act(number).unwrap();
            confirmed.push(disk.length());
        }
        drop(hub);
        Self { operations: disk.take(), confirmed }
    }

    /// How many acts were confirmed after so many operations: numbers from 0 on.
    pub fn confirmed_by(&self, operations: usize) -> u64 {
        self.confirmed.partition_point(|at| *at <= operations) as u64
    }
}

/// In memory where the system has such a folder: ten thousand disks are made here.
pub fn fast_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { PathBuf::from(memory) } else { std::env::temp_dir() };
    tempfile::Builder::new().prefix("komora-crash-").tempdir_in(parent).unwrap()
}

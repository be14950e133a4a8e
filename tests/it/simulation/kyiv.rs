//! The center in Kyiv: its real books over their SQLite, asked without sockets what the routes ask. It is
//! killed between two requests, backed up, and set back to a backup.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use center::books::Books;
use center::center::Center;
use center::keys::Keys;
use center::storage::Sqlite;
use feed::{AuthorityKey, CenterKey, DeviceKey, Hash, Head, HubId, Scope, SigningKey};
use wire::bundle::BundleReader;
use wire::message::{
    BlobsAnswer, BlobsRequest, HeadsAnswer, HeadsRequest, PullAnswer, PullPartAnswer, PullPartRequest,
    PullRequest, PushAnswer, PushPartAnswer, PushPartRequest, PushRequest,
};
use wire::{PeerKey, Refused};

use super::laptop::{copy, new_folder};
use crate::dice::Dice;

/// A device shut out, by an administrator or by the center.
#[derive(Debug, Clone)]
pub struct Cut {
    pub hub: HubId,
    pub device: DeviceKey,
    /// The last accepted entry of each of its feeds.
    pub last: Vec<Head>,
    /// The entry that says so.
    pub entry: Head,
}

pub struct Kyiv {
    folder: tempfile::TempDir,
    center: Arc<Center>,
    backup: Option<tempfile::TempDir>,
    /// Pages that were given up by whoever sent them, and may arrive yet.
    pub late: Vec<(DeviceKey, Vec<u8>)>,
    /// What it signed for since it was last set back.
    pub signed: BTreeSet<Head>,
    pub was_set_back: bool,
    /// Every cut there is, whoever made it.
    pub cuts: Vec<Cut>,
    /// What it must not have done.
    pub wrong: Option<String>,
    network: AuthorityKey,
    hubs: Vec<HubId>,
    now_ms: i64,
    chance: u64,
}

fn center_key() -> SigningKey {
    SigningKey::from_bytes(&[210; 32])
}

fn registrar_key() -> SigningKey {
    SigningKey::from_bytes(&[211; 32])
}

/// The key receipts are signed with.
pub fn signs_with() -> CenterKey {
    CenterKey::of(&center_key())
}

pub fn registrar() -> DeviceKey {
    DeviceKey::of(&registrar_key())
}

/// For bundles: the center as a recipient.
pub fn as_device() -> DeviceKey {
    DeviceKey::of(&center_key())
}

fn opened(folder: &Path, network: AuthorityKey, now_ms: i64, chance: u64) -> Arc<Center> {
    let keys = Keys { center: center_key(), registrar: registrar_key(), network: Some(network) };
    let storage = Arc::new(Sqlite::open(&folder.join("center.db")).unwrap());
    let (dice, drawn) = (Dice::seeded(chance), AtomicU64::new(0));
    let draw = move || {
        let mut dice = dice.branch(drawn.fetch_add(1, Ordering::Relaxed));
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&dice.next().to_be_bytes());
        bytes[8..].copy_from_slice(&dice.next().to_be_bytes());
        Ok(bytes)
    };
    Center::new(Arc::new(Books::open_drawing(storage, keys, now_ms, Box::new(draw)).unwrap()))
}

impl Kyiv {
    /// A center with an empty database, for the network of this authority.
    pub fn new(network: AuthorityKey, now_ms: i64) -> Self {
        Self::over(new_folder(), network, Vec::new(), now_ms, 1)
    }

    /// Over a copy of a folder, knowing which hubs there are.
    pub fn copied(from: &Path, network: AuthorityKey, hubs: &[HubId], now_ms: i64) -> Self {
        let folder = new_folder();
        copy(from, folder.path());
        Self::over(folder, network, hubs.to_vec(), now_ms, 2)
    }

    fn over(
        folder: tempfile::TempDir,
        network: AuthorityKey,
        hubs: Vec<HubId>,
        now_ms: i64,
        chance: u64,
    ) -> Self {
        Self {
            center: opened(folder.path(), network, now_ms, chance),
            folder,
            backup: None,
            late: Vec::new(),
            signed: BTreeSet::new(),
            was_set_back: false,
            cuts: Vec::new(),
            wrong: None,
            network,
            hubs,
            now_ms,
            chance,
        }
    }

    /// The folder of its database; nobody asks anything any more.
    pub fn closed(self) -> tempfile::TempDir {
        self.folder
    }

    pub fn books(&self) -> &Books {
        &self.center.books
    }

    pub fn at(&mut self, now_ms: i64) {
        self.now_ms = now_ms;
    }

    /// As the route of the same name.
    pub fn heads(&mut self, device: DeviceKey, request: &HeadsRequest) -> Result<HeadsAnswer, Refused> {
        let admission = self.center.admission(peer(device));
        self.refuses_the_cut(device, admission.is_err());
        Ok(self.books().heads(&admission?, request).unwrap())
    }

    /// As the route of the same name.
    pub fn pull(&mut self, device: DeviceKey, request: &PullRequest) -> Result<PullAnswer, Refused> {
        let admission = self.center.admission(peer(device));
        self.refuses_the_cut(device, admission.is_err());
        Ok(self.books().pull(&admission?, request, self.now_ms).unwrap())
    }

    /// As the route of the same name.
    pub fn push(&mut self, device: DeviceKey, request: &PushRequest) -> Result<PushAnswer, Refused> {
        let may = match self.center.admission(peer(device)) {
            Err(Refused::UnknownDevice) if self.books().state().roll.awaits_anything() => Ok(()),
            other => other.map(|_| ()),
        };
        self.refuses_the_cut(device, may.is_err());
        may?;
        let runs = self.books().read_page(&request.page)?;
        let pushed = self.books().push(device, &runs, self.now_ms).unwrap();
        assert!(pushed.answer.receipt.verify(&signs_with(), &device), "a receipt of nobody");
        self.signed.extend(&pushed.answer.receipt.heads);
        Ok(pushed.answer)
    }

    /// As the route of the same name.
    pub fn blobs(&mut self, device: DeviceKey, request: &BlobsRequest) -> Result<BlobsAnswer, Refused> {
        let admission = self.center.admission(peer(device));
        self.refuses_the_cut(device, admission.is_err());
        self.books().blobs(&admission?, request).unwrap()
    }

    /// As the route of the same name.
    pub fn pull_part(
        &mut self,
        device: DeviceKey,
        request: &PullPartRequest,
    ) -> Result<PullPartAnswer, Refused> {
        let admission = self.center.admission(peer(device));
        self.refuses_the_cut(device, admission.is_err());
        self.books().pull_part(&admission?, request).unwrap()
    }

    /// As the route of the same name.
    pub fn push_part(
        &mut self,
        device: DeviceKey,
        request: &PushPartRequest,
    ) -> Result<PushPartAnswer, Refused> {
        let admission = self.center.admission(peer(device));
        self.refuses_the_cut(device, admission.is_err());
        let pushed = self.books().push_part(device, &admission?, request.clone(), self.now_ms);
        Ok(PushPartAnswer { became: pushed.unwrap()? })
    }

    /// From the moment it holds a cut with all that cut rests on, the device gets nothing.
    fn refuses_the_cut(&mut self, device: DeviceKey, refused: bool) {
        if !refused && self.knows_cut(&device) {
            self.wrong.get_or_insert(format!("the center served {device}, which is cut"));
        }
    }

    pub fn knows_cut(&self, device: &DeviceKey) -> bool {
        let state = self.books().state();
        let holds = |cut: &Cut| state.roll.controls.clock_of(&cut.entry).is_some();
        self.cuts.iter().any(|cut| cut.device == *device && holds(cut))
    }

    /// An operator shuts a device out: what is held of it is accepted.
    pub fn cut(&mut self, device: DeviceKey) {
        let state = self.books().state();
        let roster = |hub: &&HubId| {
            state
                .roll
                .membership
                .devices()
                .any(|(scope, one, _)| one == device && scope == Scope::Roster(**hub))
        };
        let Some(hub) = self.hubs.iter().find(roster).copied() else { return };
        let mut last: Vec<Head> = state
            .index
            .all()
            .filter(|held| held.feed.device == device)
            .flat_map(|held| held.tips())
            .collect();
        last.sort_unstable();
        // Of a forked feed one branch is accepted, the lower.
        last.dedup_by_key(|head| head.feed);
        let entry = self.books().cut(Scope::Roster(hub), device, None, self.now_ms).unwrap();
        self.cuts.push(Cut { hub, device, last, entry });
    }

    /// What others gave up on arrives after all, in any order.
    pub fn hear_the_late(&mut self, dice: &mut Dice) {
        while !self.late.is_empty() && !dice.one_in(4) {
            let at = dice.below(self.late.len() as u64) as usize;
            let (device, page) = self.late.swap_remove(at);
            drop(self.push(device, &PushRequest { page }));
        }
    }

    /// Takes a bundle in, as the command does.
    pub fn unload(&mut self, bundle: &[u8]) {
        let key = center_key();
        let Ok(reader) = BundleReader::open(bundle, &key) else { return };
        let Ok(checked) = reader.check_all() else { return };
        let mut pages = checked.read_again(bundle, &key).unwrap();
        while let Some(page) = pages.next_page().unwrap() {
            let runs = self.books().read_page(&page.bytes).unwrap();
            self.books().take_carried(checked.manifest().by, runs, self.now_ms).unwrap();
        }
    }

    /// Killed and started again: what was acknowledged is there.
    pub fn crash(&mut self) {
        let folder = new_folder();
        copy(self.folder.path(), folder.path());
        self.reopen(folder);
    }

    fn reopen(&mut self, folder: tempfile::TempDir) {
        self.chance += 1;
        self.center = opened(folder.path(), self.network, self.now_ms, self.chance);
        self.folder = folder;
    }

    pub fn back_up(&mut self) {
        let folder = new_folder();
        self.books().storage().backup(&folder.path().join("center.db")).unwrap();
        self.backup = Some(folder);
    }

    /// The backup takes the place of the database, as the command does it, or by copying files. Says whether
    /// there was one.
    pub fn set_back(&mut self, by_hand: bool) -> bool {
        let Some(folder) = self.backup.take() else { return false };
        self.reopen(folder);
        if !by_hand {
            self.books().begin_generation(self.now_ms).unwrap();
        }
        self.signed.clear();
        self.was_set_back = true;
        true
    }

    /// The last entry of each branch held.
    pub fn tips(&self) -> BTreeSet<Head> {
        self.books().state().index.all().flat_map(|held| held.tips().collect::<Vec<_>>()).collect()
    }

    /// Every entry held.
    pub fn hashes(&self) -> BTreeSet<Hash> {
        let state = self.books().state();
        let branches = state.index.all().flat_map(|held| held.branches.iter());
        let of = |n: u32| self.books().storage().hashes(n, 0, usize::MAX >> 1).unwrap();
        branches.flat_map(|branch| of(branch.n)).map(|(_, hash)| hash).collect()
    }
}

fn peer(device: DeviceKey) -> PeerKey {
    PeerKey::from_bytes(*device.as_bytes())
}

//! A network whose center keeps its books in the cluster, and what is found there afterwards.

use std::collections::HashSet;
use std::sync::Arc;
use std::thread;

use center::books::Books;
use center::keys::Keys;
use center::scrub::{Report, Scrub};
use center::storage::Postgres;
use feed::{AuthorityKey, CenterKey, DeviceKey, Head, Scope};
use tempfile::TempDir;
use wire::message::PushRequest;

use super::laptops::{Told, UntilDropped, enrolled, work};
use super::machines::Cluster;
use super::{GOES_ON, until};
use crate::admin;
use crate::databases::RUNTIME;
use crate::running::Running;
use crate::world::{Laptop, NOW, World, key, page};

const DATABASE: &str = "komora";

/// A center in a process of its own before the cluster.
pub struct Network {
    url: String,
    keys: Keys,
    center: Running,
    /// Where its laptops write.
    scope: Scope,
    /// What their first entries build upon.
    roster: Head,
    _folder: TempDir,
}

impl Network {
    /// With the hub's laptops, which the center knows.
    pub fn founded(cluster: &Cluster) -> (Self, Vec<Laptop>) {
        let leader = cluster.leader().expect("a whole cluster has a leader");
        cluster.tell(leader, &format!("create database {DATABASE}"));
        let (folder, url) = (TempDir::new().unwrap(), cluster.url(DATABASE));
        let (data, place) = (folder.path().join("data"), ["--database", &url]);
        let authority = AuthorityKey::of(&key(1)).to_string();
        let made = admin::told(&data, &[&place[..], &["init", "--network", &authority]].concat());
        let registrar = DeviceKey::from_hex(made["registrar"].as_str().unwrap()).unwrap();
        let mut world = World::with_registrar(registrar);
        let (laptops, roster) = enrolled(&mut world);
        let center = Running::start(&data, made["center"].as_str().unwrap(), &place);
        for (by, runs) in [(&world.coordination.key, &world.network), (&world.hub.key, &roster)] {
            let answer = center.client(by).push(&PushRequest { page: page(runs) }).unwrap();
            assert!(answer.gaps.is_empty() && answer.not_allowed.is_empty(), "{answer:?}");
        }
        let network = Self {
            url,
            keys: Keys::load(&data).unwrap(),
            center,
            scope: world.hub_scope(),
            roster: world.hub.head(world.roster_scope()),
            _folder: folder,
        };
        (network, laptops)
    }

    /// All laptops hand over as fast as they are answered, until the story is told or has failed.
    pub fn at_work(&self, laptops: Vec<Laptop>, told: &Told, story: impl FnOnce()) {
        let center = &CenterKey::of(&self.keys.center);
        thread::scope(|threads| {
            let _over = UntilDropped(told);
            for (number, laptop) in laptops.into_iter().enumerate() {
                let client = self.center.client_until(&laptop.key, told.over());
                let (scope, roster) = (self.scope, self.roster);
                threads.spawn(move || work(number, laptop, scope, roster, client, center, told));
            }
            story();
        });
    }

    /// How many of these heads whoever leads now does not hold.
    pub fn lost(&self, told: &[Head]) -> usize {
        let books = self.books();
        let mut held = HashSet::new();
        for feed in books.state().index.all() {
            for branch in &feed.branches {
                let entries = books.storage().hashes(branch.n, branch.first, usize::MAX).unwrap();
                held.extend(entries.into_iter().map(|(seq, hash)| Head { feed: feed.id, seq, hash }));
            }
        }
        told.iter().filter(|head| !held.contains(head)).count()
    }

    /// Every row, chain and seal read again.
    pub fn scrubbed(&self) -> Report {
        Scrub::new(&self.books()).unwrap().run().unwrap()
    }

    /// Read anew, past the center's own process.
    fn books(&self) -> Books {
        let mut opened = None;
        until("somebody takes writes", GOES_ON, || {
            opened = Postgres::open(&self.url, RUNTIME.handle().clone()).ok();
            opened.is_some()
        });
        let storage = Arc::new(opened.expect("it was just opened"));
        Books::open(storage, self.keys.clone(), NOW).unwrap()
    }
}

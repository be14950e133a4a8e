//! A center in a process of its own, as the unit starts it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use wire::{Cancel, Client, Identity, Peer, PeerKey, Waits};

/// A server, told where it listens by its log; ends when dropped.
pub struct Running {
    server: Child,
    peer: Peer,
}

impl Running {
    /// `place` says where the database is, if it is not in the data folder.
    pub fn start(data: &Path, center: &str, place: &[&str]) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_komora-center"));
        server.arg("--data").arg(data).args(place).args(["serve", "--listen", "127.0.0.1:0"]);
        server.env_remove("RUST_LOG").env_remove("KOMORA_CENTER_DATABASE").stderr(Stdio::piped());
        let mut server = server.spawn().unwrap();
        let mut log = BufReader::new(server.stderr.take().unwrap()).lines();
        let listening = log.find_map(|line| {
            let line: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            line["fields"]["address"].as_str().map(str::to_owned)
        });
        // Whoever writes a log into a pipe nobody empties would wait some day.
        std::thread::spawn(move || log.for_each(drop));
        let key = *feed::DeviceKey::from_hex(center).unwrap().as_bytes();
        Self { server, peer: Peer { address: listening.unwrap(), key: PeerKey::from_bytes(key) } }
    }

    pub fn address(&self) -> SocketAddr {
        self.peer.address.parse().unwrap()
    }

    pub fn client(&self, key: &feed::SigningKey) -> Client {
        self.client_until(key, Cancel::default())
    }

    /// One that gives up as soon as it is told.
    pub fn client_until(&self, key: &feed::SigningKey, cancel: Cancel) -> Client {
        Client::new(&Identity::new(key), self.peer.clone(), Waits::default(), cancel)
    }

    pub fn stop(&mut self) -> bool {
        Command::new("kill").arg(self.server.id().to_string()).status().unwrap();
        self.server.wait().unwrap().success()
    }

    /// The most memory it ever had.
    pub fn greatest_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

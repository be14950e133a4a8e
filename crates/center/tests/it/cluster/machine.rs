//! What runs on one machine of a cluster, and how it is set up: docs/OPERATIONS.md explains it to operators.

use std::path::{Path, PathBuf};

use super::machines::PASSWORD;

pub const NAMES: [&str; 3] = ["one", "two", "three"];

/// Its places on the loopback address.
pub struct Machine {
    name: &'static str,
    /// Of Patroni and the database; etcd has one beside it.
    pub folder: PathBuf,
    pub database_port: u16,
    pub rest_port: u16,
    etcd_port: u16,
    etcd_peer_port: u16,
}

/// A program to start: its folder, files in it, and the words of its command.
pub struct Program {
    pub name: String,
    pub folder: PathBuf,
    pub files: Vec<(&'static str, String)>,
    pub words: Vec<String>,
}

impl Machine {
    /// All of them, four ports each.
    pub fn on(path: &Path, ports: &[u16]) -> Vec<Self> {
        let machine = |(&name, ports): (&&'static str, &[u16])| Self {
            name,
            folder: path.join(name),
            database_port: ports[0],
            rest_port: ports[1],
            etcd_port: ports[2],
            etcd_peer_port: ports[3],
        };
        NAMES.iter().zip(ports.chunks(4)).map(machine).collect()
    }

    pub fn etcd(&self, all: &[Self]) -> Program {
        let peer = |machine: &Self| format!("http://127.0.0.1:{}", machine.etcd_peer_port);
        let members = all.iter().map(|machine| format!("{}={}", machine.name, peer(machine)));
        let members = members.collect::<Vec<_>>().join(",");
        let (peer, client) = (peer(self), format!("http://127.0.0.1:{}", self.etcd_port));
        let settings: [(&str, &str); 9] = [
            ("--name", self.name),
            ("--data-dir", "data"),
            ("--listen-peer-urls", &peer),
            ("--initial-advertise-peer-urls", &peer),
            ("--listen-client-urls", &client),
            ("--advertise-client-urls", &client),
            ("--initial-cluster", &members),
            ("--initial-cluster-state", "new"),
            ("--initial-cluster-token", "komora"),
        ];
        let mut words = vec!["etcd".to_owned()];
        words.extend(settings.iter().flat_map(|(name, value)| [(*name).to_owned(), (*value).to_owned()]));
        let name = format!("{}-etcd", self.name);
        Program { folder: self.folder.with_file_name(&name), name, files: Vec::new(), words }
    }

    pub fn patroni(&self, settings: &str) -> Program {
        Program {
            name: self.name.to_owned(),
            folder: self.folder.clone(),
            files: vec![("patroni.yml", settings.to_owned())],
            words: vec!["patroni".to_owned(), "patroni.yml".to_owned()],
        }
    }

    /// Patroni's own file. The mutant waits for no standby, and takes one that lags far behind for the leader.
    pub fn settings(&self, all: &[Self], programs: &Path, waits_for_standby: bool) -> String {
        let Self { name, folder, database_port, rest_port, .. } = self;
        let etcds: Vec<String> =
            all.iter().map(|machine| format!("127.0.0.1:{}", machine.etcd_port)).collect();
        let (etcds, folder, programs) = (etcds.join(","), folder.display(), programs.display());
        let most_lag_bytes = if waits_for_standby { 1 << 20 } else { 1 << 30 };
        format!(
            r#"
scope: komora
name: {name}
restapi: {{ listen: "127.0.0.1:{rest_port}", connect_address: "127.0.0.1:{rest_port}" }}
etcd3: {{ hosts: "{etcds}" }}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 3
    retry_timeout: 5
    maximum_lag_on_failover: {most_lag_bytes}
    synchronous_mode: {waits_for_standby}
    synchronous_mode_strict: {waits_for_standby}
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        synchronous_commit: "on"
        fsync: "on"
        full_page_writes: "on"
        wal_log_hints: "on"
        max_connections: 60
        shared_buffers: 32MB
  initdb: [ {{ encoding: UTF8 }}, data-checksums ]
  pg_hba:
    - host replication replicator 127.0.0.1/32 scram-sha-256
    - host all all 127.0.0.1/32 scram-sha-256
postgresql:
  listen: 127.0.0.1:{database_port}
  connect_address: 127.0.0.1:{database_port}
  data_dir: {folder}/data
  bin_dir: {programs}
  pgpass: {folder}/pgpass
  parameters: {{ unix_socket_directories: "{folder}" }}
  authentication:
    superuser: {{ username: postgres, password: {PASSWORD} }}
    replication: {{ username: replicator, password: {PASSWORD} }}
    rewind: {{ username: rewind, password: {PASSWORD} }}
"#
        )
    }
}

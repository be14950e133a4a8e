//! Three machines on the loopback address, each with PostgreSQL, Patroni and etcd, set up as
//! docs/OPERATIONS.md says.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio_postgres::NoTls;

use super::machine::{Machine, NAMES, Program};
use super::until;
use crate::databases::{AS_POSTGRES, RUNTIME, is_root, programs, run_as_postgres, shell};

pub const PASSWORD: &str = "a-password-of-the-test";

/// For a question to Patroni; a stopped one takes it and is silent.
const ANSWER: Duration = Duration::from_secs(2);

const LINES_OF_LOG: usize = 15;

/// For a cluster to be made, or a machine to come back.
const BUILDING: Duration = Duration::from_secs(180);

/// Ends with all its processes when dropped, and also when the process that started it ends in any other way.
pub struct Cluster {
    path: PathBuf,
    machines: Vec<Machine>,
    programs: PathBuf,
    waits_for_standby: bool,
    patronis: Vec<Child>,
    _etcds: Vec<Child>,
    watch: Child,
    _folder: TempDir,
}

impl Cluster {
    /// As it is meant to be: a commit is told when a standby has it.
    pub fn start() -> Self {
        Self::start_where(true)
    }

    /// The mutant: a commit is told when the leader alone has it.
    pub fn start_waiting_for_no_standby() -> Self {
        Self::start_where(false)
    }

    fn start_where(waits_for_standby: bool) -> Self {
        let programs = programs().expect("PostgreSQL is installed");
        let folder = TempDir::with_prefix("komora-cluster").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let path = folder.path().canonicalize().unwrap();
        let machines = Machine::on(&path, &free_ports(4 * NAMES.len()));
        let watch = watched(&path);
        let etcds = machines.iter().map(|machine| started(&path, &machine.etcd(&machines))).collect();
        let patronis = Vec::new();
        let mut cluster = Self {
            path,
            machines,
            programs,
            waits_for_standby,
            patronis,
            _etcds: etcds,
            watch,
            _folder: folder,
        };
        for number in 0..NAMES.len() {
            let patroni = cluster.patroni(number);
            cluster.patronis.push(patroni);
        }
        cluster.wait_until_whole();
        cluster
    }

    fn patroni(&self, number: usize) -> Child {
        let machine = &self.machines[number];
        let settings = machine.settings(&self.machines, &self.programs, self.waits_for_standby);
        started(&self.path, &machine.patroni(&settings))
    }

    /// Where the center finds whichever machine takes writes.
    pub fn url(&self, database: &str) -> String {
        let hosts: Vec<String> =
            self.machines.iter().map(|machine| format!("127.0.0.1:{}", machine.database_port)).collect();
        format!(
            "postgres://postgres:{PASSWORD}@{}/{database}?target_session_attrs=read-write",
            hosts.join(",")
        )
    }

    /// The number of the machine that takes writes, as Patroni says; `None` while there is none.
    pub fn leader(&self) -> Option<usize> {
        let members = self.members();
        let leader = members.iter().find(|member| member["role"] == "leader")?;
        NAMES.iter().position(|name| leader["name"] == *name)
    }

    /// A leader, a standby that has every commit if that is asked for, another, all on one timeline.
    pub fn wait_until_whole(&self) {
        let mut expected = match self.waits_for_standby {
            true => ["leader", "sync_standby", "replica"],
            false => ["leader", "replica", "replica"],
        };
        expected.sort_unstable();
        until("the cluster is whole", BUILDING, || {
            let members = self.members();
            let runs = |member: &&Value| member["state"] == "running" || member["state"] == "streaming";
            let mut roles: Vec<&str> =
                members.iter().filter(runs).filter_map(|member| member["role"].as_str()).collect();
            roles.sort_unstable();
            roles == expected && members.iter().all(|member| member["timeline"] == members[0]["timeline"])
        });
    }

    /// A power cut, as far as one machine can have it alone: Patroni, the postmaster and all its processes end
    /// at once.
    pub fn kill(&mut self, number: usize) {
        kill_all_in(&self.machines[number].folder);
        self.patronis[number].wait().unwrap();
    }

    /// The machine is switched on again.
    pub fn switch_on(&mut self, number: usize) {
        self.patronis[number] = self.patroni(number);
    }

    /// The standbys hear no more of the leader, before any Patroni can do something about it.
    pub fn detach_standbys(&self, leader: usize) {
        for patroni in &self.patronis {
            signal("-STOP", &[patroni.id().to_string()]);
        }
        for number in (0..NAMES.len()).filter(|number| *number != leader) {
            self.tell(number, "alter system set primary_conninfo = ''");
            self.tell(number, "select pg_reload_conf()");
            until("the standby is detached", ANSWER * 10, || {
                self.count(number, "select count(*) from pg_stat_wal_receiver") == 0
            });
        }
    }

    /// They may listen again, to whoever leads now.
    pub fn attach_standbys(&self, leader: usize) {
        for number in (0..NAMES.len()).filter(|number| *number != leader) {
            self.tell(number, "alter system reset primary_conninfo");
            self.tell(number, "select pg_reload_conf()");
            signal("-CONT", &[self.patronis[number].id().to_string()]);
        }
    }

    /// Whether a commit on this machine waits for a standby.
    pub fn is_waiting(&self, number: usize) -> bool {
        self.count(number, "select count(*) from pg_stat_activity where wait_event = 'SyncRep'") > 0
    }

    /// One statement on one machine.
    pub fn tell(&self, number: usize, sql: &str) {
        self.ask(number, sql);
    }

    fn count(&self, number: usize, sql: &str) -> i64 {
        self.ask(number, sql)[0].get(0)
    }

    fn ask(&self, number: usize, sql: &str) -> Vec<tokio_postgres::Row> {
        let port = self.machines[number].database_port;
        let url = format!("postgres://postgres:{PASSWORD}@127.0.0.1:{port}/postgres");
        RUNTIME.block_on(async {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
            tokio::spawn(connection);
            client.query(sql, &[]).await.unwrap()
        })
    }

    /// For whoever looks for the reason of a failure.
    fn tell_ends_of_logs(&self) {
        for name in NAMES {
            let log = fs::read(self.path.join(format!("{name}.log"))).unwrap_or_default();
            let log = String::from_utf8_lossy(&log);
            let lines: Vec<&str> = log.lines().collect();
            let last = &lines[lines.len().saturating_sub(LINES_OF_LOG)..];
            eprintln!("the machine {name} said last:\n  {}", last.join("\n  "));
        }
    }

    /// What the first Patroni that answers says of all.
    fn members(&self) -> Vec<Value> {
        let answers = self.machines.iter().filter_map(|machine| get(machine.rest_port, "/cluster"));
        let mut members = answers.filter_map(|answer| answer["members"].as_array().cloned());
        members.find(|members| !members.is_empty()).unwrap_or_default()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.tell_ends_of_logs();
        }
        // The end of its input is what the watch waits for.
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}

/// All held until the last is found, so that none is found twice.
fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<TcpListener> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    held.iter().map(|listener| listener.local_addr().unwrap().port()).collect()
}

/// Starts a program in a folder of its own inside `path`, which is how it is found again: as the user
/// postgres where we are root.
fn started(path: &Path, program: &Program) -> Child {
    run_as_postgres(&format!("mkdir -p {}", program.folder.display()));
    for (name, text) in &program.files {
        fs::write(program.folder.join(name), text).unwrap();
    }
    let as_postgres = if is_root() { AS_POSTGRES } else { "" };
    let mut words: Vec<String> = as_postgres.split_whitespace().map(str::to_owned).collect();
    words.extend_from_slice(&program.words);
    let log = path.join(format!("{}.log", program.name));
    let log = fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
    Command::new(&words[0])
        .args(&words[1..])
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", &program.folder)
        .current_dir(&program.folder)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .process_group(0)
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", words.join(" ")))
}

/// Ends whatever works in the folder, and removes it, as soon as its input ends: also when this process is
/// killed.
fn watched(path: &Path) -> Child {
    let path = path.display();
    let all = format!(
        "for process in /proc/[0-9]*; do
           case \"$(readlink $process/cwd)\" in ({path}|{path}/*) echo ${{process#/proc/}};; esac
         done"
    );
    let end = format!(
        "cat; for round in 1 2 3 4 5; do
           pids=$({all}); [ -z \"$pids\" ] || kill -9 $pids
         done; rm -rf {path}"
    );
    shell(&end).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Whatever works in this folder ends now. Nobody outside it is touched: numbers of processes are used again,
/// folders of tests are not.
fn kill_all_in(folder: &Path) {
    loop {
        let all = fs::read_dir("/proc").unwrap().flatten();
        let within = all.filter(|process| {
            fs::read_link(process.path().join("cwd")).is_ok_and(|works_in| works_in.starts_with(folder))
        });
        let pids: Vec<String> =
            within.map(|process| process.file_name().to_string_lossy().into_owned()).collect();
        if pids.is_empty() {
            return;
        }
        signal("-KILL", &pids);
    }
}

/// Some may have ended already.
fn signal(signal: &str, pids: &[String]) {
    Command::new("kill").arg(signal).args(pids).stderr(Stdio::null()).status().unwrap();
}

/// `None` where nobody answers.
fn get(port: u16, path: &str) -> Option<Value> {
    let mut socket = TcpStream::connect(("127.0.0.1", port)).ok()?;
    socket.set_read_timeout(Some(ANSWER)).ok()?;
    write!(socket, "GET {path} HTTP/1.0\r\n\r\n").ok()?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    serde_json::from_str(body).ok()
}

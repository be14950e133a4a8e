//! The operator's commands, as they are typed.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use feed::membership::Voucher;
use tempfile::TempDir;
use wire::EnrolmentCode;
use wire::message::PushRequest;

use crate::enrolling::LATER;
use crate::running::Running;
use crate::world::{World, page};

pub fn run(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_komora-center"));
    command.arg("--data").arg(data).arg("--json").args(arguments);
    command.env_remove("KOMORA_CENTER_DATABASE").output().unwrap()
}

pub fn told(data: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = run(data, arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?}: {text} {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&text).unwrap()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A center made by its commands, with the keys it made itself.
pub fn begun(folder: &Path) -> (World, String) {
    let network = feed::AuthorityKey::of(&crate::world::key(1)).to_string();
    let keys = told(folder, &["init", "--network", &network]);
    let registrar = feed::DeviceKey::from_hex(keys["registrar"].as_str().unwrap()).unwrap();
    let world = World::with_registrar(registrar);
    (world, keys["center"].as_str().unwrap().to_owned())
}

#[test]
fn hubs_devices_and_codes_are_kept_by_commands() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (world, center) = begun(&data);
    for (name, runs, entries) in [("network", &world.network, 4), ("roster", &world.roster, 2)] {
        let file = folder.path().join(name);
        std::fs::write(&file, page(runs)).unwrap();
        let file = file.to_str().unwrap();
        assert_eq!(told(&data, &["hub", "add", file])["new_entries"], entries);
        assert_eq!(told(&data, &["hub", "add", file])["new_entries"], 0);
    }
    let hubs = told(&data, &["hub", "list"]);
    assert_eq!(hubs[0]["hub"], world.hub_id.to_string());
    assert_eq!((&hubs[0]["founded"], &hubs[0]["devices"]), (&true.into(), &1.into()));

    let secret = [7; 16];
    let voucher: Voucher = crate::enrolling::voucher(&world, world.roster_scope(), LATER, &secret);
    let file = folder.path().join("vouchers");
    std::fs::write(&file, format!("{} {}\n", hex(&voucher.to_bytes()), hex(&secret))).unwrap();
    assert_eq!(told(&data, &["device", "vouchers", file.to_str().unwrap()])["vouchers"], 1);
    let (hub, svg) = (world.hub_id.to_string(), folder.path().join("code.svg"));
    let role = feed::roles::QUARTERMASTER.to_string();
    let asked =
        ["device", "code", "--hub", &hub, "--role", &role, "--address", "center.example:8443", "--svg"];
    let asked = [&asked[..], &[svg.to_str().unwrap()]].concat();
    let printed = told(&data, &asked);
    let code = EnrolmentCode::parse(printed["words"].as_str().unwrap()).unwrap();
    assert_eq!(EnrolmentCode::parse(printed["scan"].as_str().unwrap()).unwrap(), code);
    assert_eq!((code.secret(), code.address()), (&secret, "center.example:8443"));
    assert_eq!(code.center().to_string(), center);
    assert!(std::fs::read_to_string(&svg).unwrap().contains("<svg"));
    let without_svg = &asked[..asked.len() - 2];
    assert_eq!(run(&data, without_svg).status.code(), Some(3), "a voucher is printed once");

    let key = world.hub.device().to_string();
    told(&data, &["device", "revoke", &key]);
    let devices = told(&data, &["device", "list"]);
    let cut = devices.as_array().unwrap().iter().find(|one| one["device"] == key).unwrap();
    assert_eq!(cut["cut"], true);
    assert_eq!(run(&data, &["device", "revoke", &key]).status.code(), Some(3));
    assert_eq!(told(&data, &["verify"])["wrong"], 0);
}

pub fn with_control_scopes(folder: &Path, data: &Path, world: &World) {
    for (name, runs) in [("network", &world.network), ("roster", &world.roster)] {
        let file = folder.join(name);
        std::fs::write(&file, page(runs)).unwrap();
        told(data, &["hub", "add", file.to_str().unwrap()]);
    }
}

#[test]
fn a_server_is_told_to_stop_and_ends_at_once() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (world, center) = begun(&data);
    with_control_scopes(folder.path(), &data, &world);
    let mut server = Running::start(&data, &center, &[]);
    let mut live = server.client(&world.coordination.key).live().unwrap();
    live.wait().unwrap();
    let began = Instant::now();
    assert!(server.stop());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(live.wait().is_err());
}

/// A million entries as small as entries can be.
#[test]
fn p19_a_million_tiny_entries_stay_within_the_memory_promised() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (mut world, center) = begun(&data);
    with_control_scopes(folder.path(), &data, &world);
    let server = Running::start(&data, &center, &[]);
    let mut client = server.client(&world.hub.key);
    let pages = 206;
    let mut runs = vec![world.begin_hub()];
    for _ in 0..pages {
        client.push(&PushRequest { page: page(&runs) }).unwrap();
        runs = world.hub.acts(world.hub_scope(), 4_864);
    }
    let greatest = server.greatest_kib();
    println!("{pages} pages of 4,864 entries: at most {} MiB", greatest / 1024);
    assert!(greatest < 512 * 1024, "{greatest} KiB");
}

#[test]
fn a_backup_is_restored_as_a_new_generation() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (world, _) = begun(&data);
    let file = folder.path().join("network");
    std::fs::write(&file, page(&world.network)).unwrap();
    told(&data, &["hub", "add", file.to_str().unwrap()]);
    let backup = folder.path().join("backup.db");
    let backup = backup.to_str().unwrap();
    told(&data, &["backup", backup]);
    assert_eq!(run(&data, &["backup", backup]).status.code(), Some(3));
    assert_eq!(run(&data, &["restore", backup]).status.code(), Some(3));
    for name in ["center.db", "center.db-wal", "center.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    let report = told(&data, &["restore", backup]);
    assert_eq!((&report["entries"], &report["wrong"]), (&4.into(), &0.into()));
    // The first generation, the push, and the second generation.
    assert_eq!(report["commits"], 3);
}

#[test]
fn what_cannot_be_done_says_why_by_its_exit_code() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    begun(&data);
    for (arguments, code) in [
        (&["init", "--network", &"ab".repeat(32)][..], 3),
        (&["init", "--network", "xyz"], 2),
        (&["device", "revoke", "xyz"], 2),
        (&["device", "revoke", &"ab".repeat(32)], 3),
        (&["device", "code", "--address", "center.example:8443"], 3),
        (&["device", "code", "--address", "nonsense"], 2),
        (&["hub", "add", "/nowhere"], 1),
        (&["nonsense"], 2),
    ] {
        assert_eq!(run(&data, arguments).status.code(), Some(code), "{arguments:?}");
    }
    let database = data.join("center.db");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute("update ledger set at_ms = at_ms + 1", []).unwrap();
    assert_eq!(run(&data, &["verify"]).status.code(), Some(1));
}

//! A private PostgreSQL on a socket in a temporary folder.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::measure::Outcome;

/// PostgreSQL refuses to run as root.
const AS_POSTGRES: &str = "setpriv --reuid=postgres --regid=postgres --clear-groups ";

/// Ends when dropped, and also when this process ends in any other way.
pub struct Server {
    url: String,
    watch: Child,
    _folder: TempDir,
}

impl Server {
    /// With the settings a center asks for and no others; `None` where PostgreSQL is not installed.
    pub fn start() -> Outcome<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        let folder = tempfile::Builder::new().prefix("komora-bench-pg-").tempdir()?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777))?;
        let (path, bin) = (folder.path().display(), programs.display());
        let data = format!("{path}/data");
        run(&format!("{bin}/initdb -D {data} -A trust -U postgres -E UTF8 --no-sync"))?;
        let options = format!("-k {path} -c listen_addresses=");
        run(&format!("{bin}/pg_ctl -D {data} -w -l {path}/log -o '{options}' start"))?;
        let stop = as_postgres(&format!("{bin}/pg_ctl -D {data} -m immediate stop"));
        // `cat` ends when this process does, however it does.
        let watch =
            shell(&format!("cat > /dev/null; {stop}; rm -rf {path}")).stdin(Stdio::piped()).spawn()?;
        let host = folder.path().to_string_lossy().replace('/', "%2F");
        Ok(Some(Self { url: format!("postgres://postgres@{host}/postgres"), watch, _folder: folder }))
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        let _ = self.watch.wait();
    }
}

/// The folder with the programs of the newest version installed.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("postgres").exists())
}

fn as_postgres(command: &str) -> String {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if is_root { format!("{AS_POSTGRES}{command}") } else { command.to_owned() }
}

fn run(command: &str) -> Outcome<()> {
    match shell(&as_postgres(command)).status()?.success() {
        true => Ok(()),
        false => Err(format!("it failed: {command}").into()),
    }
}

fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).current_dir("/").stdout(Stdio::null());
    shell
}

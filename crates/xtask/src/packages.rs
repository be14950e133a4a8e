//! System packages: what is missing is installed with apt-get, the rest is left alone.

use crate::failure::Failure;
use crate::program;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};

/// To build and open the window; perl and make are for the OpenSSL inside SQLCipher.
const TO_BUILD: &[&str] =
    &["build-essential", "libwebkit2gtk-4.1-dev", "librsvg2-dev", "make", "perl", "pkg-config"];

/// To drive the window and its save dialog on a screen of its own, to read back the PDFs, and for the center's
/// second database.
const TO_TEST: &[&str] = &["poppler-utils", "postgresql", "webkit2gtk-driver", "xauth", "xdotool", "xvfb"];

/// For the database cluster whose leader is killed.
const TO_TEST_LONG: &[&str] = &["etcd-server", "patroni", "python3-etcd"];

pub fn to_build() -> Result<(), Failure> {
    install(TO_BUILD.to_vec())
}

pub fn to_test() -> Result<(), Failure> {
    install([TO_BUILD, TO_TEST].concat())
}

pub fn to_test_long() -> Result<(), Failure> {
    install([TO_BUILD, TO_TEST, TO_TEST_LONG].concat())
}

fn install(wanted: Vec<&'static str>) -> Result<(), Failure> {
    let missing = missing(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    program::show(apt()?.arg("update"))?;
    program::show(apt()?.args(["install", "--yes", "--no-install-recommends"]).args(&missing))?;
    match self::missing(&wanted)?.as_slice() {
        [] => Ok(()),
        still => Err(Failure::NotInstalled { packages: still.iter().map(|name| name.to_string()).collect() }),
    }
}

fn missing(wanted: &[&'static str]) -> Result<Vec<&'static str>, Failure> {
    // dpkg-query fails as soon as one name is unknown to it; what it printed still holds.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Abbrev}\n"])
        .args(wanted)
        .stderr(Stdio::null())
        .output()
        .map_err(|_| Failure::NotDebian { packages: wanted.to_vec() })?;
    Ok(not_listed(wanted, &String::from_utf8_lossy(&output.stdout)))
}

/// The wanted packages that the listing (`name ii`) does not show as installed.
fn not_listed(wanted: &[&'static str], listing: &str) -> Vec<&'static str> {
    let installed: BTreeSet<&str> = listing
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, state)| state.starts_with("ii") || state.starts_with("hi"))
        .map(|(name, _)| name)
        .collect();
    wanted.iter().filter(|name| !installed.contains(**name)).copied().collect()
}

fn apt() -> Result<Command, Failure> {
    let quiet = "DEBIAN_FRONTEND=noninteractive";
    if program::read(Command::new("id").arg("-u"))?.trim() == "0" {
        let mut command = Command::new("env");
        command.args([quiet, "apt-get", "-qq"]);
        return Ok(command);
    }
    let mut command = Command::new("sudo");
    command.args(["env", quiet, "apt-get", "-qq"]);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_installed_is_asked_for() {
        let listing = "make ii \nperl hi \nxvfb rc \nxauth un \n";
        for (wanted, expected) in [
            (vec!["make", "perl"], vec![]),
            (vec!["make", "xvfb", "xauth", "dbus"], vec!["xvfb", "xauth", "dbus"]),
        ] {
            assert_eq!(not_listed(&wanted, listing), expected);
        }
    }
}

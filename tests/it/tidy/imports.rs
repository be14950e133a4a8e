//! The import table of docs/ARCHITECTURE.md as data.

use super::tree::{none, root, sources};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

struct Row {
    package: &'static str,
    /// Crates of ours it may import.
    ours: &'static [&'static str],
    /// Crates of others it must never name. A trailing `*` stands for any ending.
    never: &'static [&'static str],
    /// Words its sources must not hold: doors to the clock, the disk, the network, chance.
    words: &'static [&'static str],
}

const CHANCE: &[&str] =
    &["tokio", "rusqlite", "rand*", "getrandom", "tauri*", "reqwest", "hyper", "axum", "tempfile"];
const DOORS: &[&str] = &[
    "std::time",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "now_v7",
    "new_v4",
    "async fn",
];

const TABLE: &[Row] = &[
    Row { package: "domain", ours: &[], never: CHANCE, words: DOORS },
    Row { package: "feed", ours: &[], never: CHANCE, words: DOORS },
    Row {
        package: "store",
        ours: &["domain", "feed"],
        never: &["tokio", "tauri*", "reqwest", "hyper", "axum"],
        words: &["async fn", "std::net"],
    },
    Row { package: "wire", ours: &["feed"], never: &["rusqlite", "tauri*", "axum"], words: &["std::fs"] },
    Row { package: "center", ours: &["feed", "wire"], never: &["tauri*"], words: &[] },
    Row {
        package: "exports",
        ours: &[],
        never: &["rusqlite", "tokio", "tauri*"],
        words: &["async fn", "std::net"],
    },
    Row {
        package: "app",
        ours: &["domain", "exports", "feed", "store", "wire"],
        never: &["rusqlite", "tauri*"],
        words: &[],
    },
    Row { package: "cli", ours: &["app"], never: &["rusqlite", "tauri*"], words: &["rusqlite"] },
    Row { package: "komora", ours: &["app"], never: &["rusqlite"], words: &["rusqlite"] },
];

/// Import everything, or nothing of ours that matters.
const FREE: &[&str] = &["tests", "xtask"];

#[test]
fn crates_import_only_what_the_table_allows() {
    let members = members();
    let names: Vec<String> = members.iter().map(|member| member.name.to_string()).collect();
    let mut findings = Vec::new();
    for member in &members {
        let Some(row) = TABLE.iter().find(|row| row.package == member.name.as_str()) else {
            if !FREE.contains(&member.name.as_str()) {
                findings.push(format!("{}: not in the import table", member.name));
            }
            continue;
        };
        for dependency in normal_dependencies(member) {
            let ours = names.contains(&dependency);
            if ours && !row.ours.contains(&dependency.as_str()) {
                findings.push(format!("{}/Cargo.toml: may not import {dependency}", row.package));
            }
            if row.never.iter().any(|pattern| matches(pattern, &dependency)) {
                findings.push(format!("{}/Cargo.toml: never {dependency}", row.package));
            }
        }
    }
    none("an edge between crates is a decision to be written down in docs/decisions", findings);
}

#[test]
fn pure_crates_have_no_door_to_the_world() {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| source.ends_with(&["rs"])) {
        let Some(row) = TABLE.iter().find(|row| source.under(&[&format!("crates/{}/src/", row.package)]))
        else {
            continue;
        };
        for (number, line) in
            source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for word in row.words.iter().filter(|word| line.contains(**word)) {
                findings.push(format!(
                    "{}:{}: {} never touches {word}",
                    source.path,
                    number + 1,
                    row.package
                ));
            }
        }
    }
    none("what decides does not touch", findings);
}

/// A uuid or a date crate can be asked for chance or the clock by a feature.
#[test]
fn pure_crates_ask_for_no_feature_with_chance_or_clock() {
    let mut findings = Vec::new();
    for member in members().iter().filter(|member| ["domain", "feed"].contains(&member.name.as_str())) {
        for dependency in &member.dependencies {
            for feature in dependency
                .features
                .iter()
                .filter(|feature| ["v4", "v7", "clock", "now"].contains(&feature.as_str()))
            {
                findings
                    .push(format!("{}/Cargo.toml: {} with feature {feature}", member.name, dependency.name));
            }
        }
    }
    none("pure crates get time and ids as arguments", findings);
}

#[test]
fn every_dependency_is_used() {
    let sources = sources();
    let mut findings = Vec::new();
    for member in members() {
        let manifest = member.manifest_path.strip_prefix(root()).expect("members lie in the workspace");
        let manifest = manifest.as_str().replace('\\', "/");
        let folder = manifest.trim_end_matches("Cargo.toml");
        for dependency in &member.dependencies {
            let name = dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_");
            let mut of_it =
                sources.iter().filter(|source| source.ends_with(&["rs"]) && source.under(&[folder]));
            if !of_it.any(|source| names_crate(&source.text, &name)) {
                findings.push(format!("{manifest}: nothing uses {}", dependency.name));
            }
        }
    }
    none("a dependency nobody uses is built and trusted for nothing", findings);
}

/// Whether `text` takes anything from the crate `name`.
fn names_crate(text: &str, name: &str) -> bool {
    let within_a_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(&format!("{name}::")).any(|(at, _)| !text[..at].ends_with(within_a_name))
}

#[test]
fn a_crate_is_named_by_its_whole_name() {
    for (text, named) in [
        ("use http::Uri;", true),
        ("let x = http::Uri::default();", true),
        ("use my_http::Uri;", false),
        ("use http_body::Body;", false),
        ("// http", false),
    ] {
        assert_eq!(names_crate(text, "http"), named, "{text}");
    }
}

fn members() -> Vec<Package> {
    let manifest = root().join("Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap().packages
}

fn normal_dependencies(member: &Package) -> Vec<String> {
    let normal = member.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
    normal.map(|dependency| dependency.name.clone()).collect()
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}
